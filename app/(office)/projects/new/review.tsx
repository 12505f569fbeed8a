"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { AddOrganisation } from "@/app/(office)/add-organisation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { suggestSlug } from "@/lib/domain/project";
import type { ReadingForReview } from "@/lib/intake/reading-schema";
import { ReviewActivities, ReviewAreas, ReviewGoals } from "./review-lists";
import { ReviewRow } from "./review-row";
import { ReviewSources } from "./review-sources";

export type NewProjectProps = {
  cities: readonly { id: string; name: string }[];
  /** Whether who looks may add a city that is not there yet. */
  adds: boolean;
  /** Addresses that are taken already. */
  taken: readonly string[];
  today: string;
};

type ReviewProps = NewProjectProps & { reading: ReadingForReview; onBack: () => void };

/** Everything that was read, field by field with its place in the text; nothing is created before it is confirmed. */
export function Review({ reading, cities, adds, taken, today, onBack }: ReviewProps) {
  const t = useTranslations("intake");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { result, excerpts } = reading;
  const town = suggestSlug(result.beneficiary ?? "", []);
  const city = cities.length === 1 ? cities[0] : cities.find(({ name }) => suggestSlug(name, []) === town);
  const unknown = adds && !city;
  return (
    <div className="grid grid-cols-1 gap-6">
      {unknown && (
        <Card id="city" note={t("cityUnknownNote")} title={t("cityUnknown", { name: result.beneficiary ?? "–" })}>
          <AddOrganisation cityOnly name={result.beneficiary ?? undefined} slug={town} />
        </Card>
      )}
      <CommandForm className="gap-6" name="project.create" redirectTo="/projects/{slug}">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="outline-none" ref={heading} tabIndex={-1}>
            {t("review")}
          </h2>
          <Button icon="left" onClick={onBack} size="sm" variant="quiet">
            {t("back")}
          </Button>
        </div>
        {result.warnings.length > 0 && (
          <section aria-label={t("warnings", { count: result.warnings.length })}>
            <ul className="grid gap-2">
              {result.warnings.map(({ code, message }) => (
                <li key={code + message}>
                  <Alert tone={code === "personal-data-found" ? "info" : "warn"}>{message}</Alert>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Card id="basics" title={t("basics")}>
          <ReviewRow place={excerpts.name}>
            <TextField defaultValue={result.name ?? ""} label={t("field.name")} maxLength={300} name="name" />
          </ReviewRow>
          <ReviewRow place={excerpts.registrationNumber}>
            <TextField
              defaultValue={result.registrationNumber ?? ""}
              label={t("field.registrationNumber")}
              maxLength={60}
              name="registrationNumber"
              optional
            />
          </ReviewRow>
          <ReviewRow place={excerpts.beneficiary}>
            <div className="grid gap-4">
              <TextField
                defaultValue={result.beneficiary ?? ""}
                label={t("field.beneficiary")}
                maxLength={200}
                name="beneficiary"
              />
              {cities.length === 1 ? (
                <input name="organisationId" readOnly type="hidden" value={cities[0]?.id ?? ""} />
              ) : (
                <Select
                  defaultValue={city?.id ?? ""}
                  key={city?.id}
                  hint={t("cityHint")}
                  label={t("field.city")}
                  name="organisationId"
                  options={cities.map(({ id, name }) => ({ value: id, label: name }))}
                  placeholder={t("chooseCity")}
                />
              )}
              <TextField
                defaultValue={suggestSlug(result.beneficiary ?? city?.name ?? "", taken)}
                hint={t("slugHint")}
                label={t("field.slug")}
                maxLength={60}
                name="slug"
                spellCheck={false}
              />
            </div>
          </ReviewRow>
          <ReviewRow place={excerpts.start}>
            <DateField defaultValue={result.start ?? ""} label={t("field.startsOn")} name="startsOn" today={today} />
          </ReviewRow>
          <ReviewRow place={excerpts.end}>
            <DateField defaultValue={result.end ?? ""} label={t("field.endsOn")} name="endsOn" today={today} />
          </ReviewRow>
          <ReviewRow place={excerpts.assistants}>
            <TextField
              defaultValue={result.assistants ?? ""}
              hint={t("assistantsHint")}
              kind="number"
              label={t("field.assistants")}
              name="assistants"
            />
          </ReviewRow>
        </Card>
        <Card id="money" note={t("moneyNote")} title={t("money")}>
          <ReviewSources reading={reading} />
        </Card>
        <Card id="key-activities" title={t("keyActivities")}>
          <ReviewActivities reading={reading} />
        </Card>
        <Card id="goals" title={t("goals")}>
          <ReviewGoals reading={reading} />
        </Card>
        <Card id="areas" note={t("areasNote")} title={t("areas")}>
          <ReviewAreas reading={reading} />
        </Card>
        <Card id="annotation" title={t("field.annotation")}>
          <TextArea bareLabel label={t("field.annotation")} maxLength={4000} name="annotation" optional rows={3} />
        </Card>
        <p className="text-soft">{t("makes")}</p>
        <div>
          <SubmitButton icon="check" size="lg">
            {t("create")}
          </SubmitButton>
        </div>
      </CommandForm>
    </div>
  );
}
