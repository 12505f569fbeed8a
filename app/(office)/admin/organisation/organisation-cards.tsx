import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { FilterForm } from "@/components/ui/filter-form";
import { Select, TextField } from "@/components/ui/text-field";
import { UploadField } from "@/components/ui/upload-field";
import type { OrganisationDetail } from "@/db/queries/organisations";
import { maxEmblemBytes } from "@/lib/domain/organisation";
import { MunicipalityField } from "./municipality-field";

type Props = { organisation: OrganisationDetail; all: readonly OrganisationDetail[] };

/** Name, number, municipality, the office to turn to, and the emblem. */
export function OrganisationCards({ organisation, all }: Props) {
  const t = useTranslations("organisation");
  const { id, municipalityCode: code, municipality } = organisation;
  const back = `/admin/organisation?id=${id}`;
  return (
    <>
      {all.length > 1 && (
        <Card id="choose" title={t("choose")}>
          <FilterForm action="/admin/organisation">
            <Select
              defaultValue={id}
              label={t("organisation")}
              name="id"
              options={all.map((one) => ({ value: one.id, label: one.name }))}
            />
            <div className="flex items-end">
              <Button type="submit" variant="secondary">
                {t("show")}
              </Button>
            </div>
          </FilterForm>
        </Card>
      )}
      <Card id="details" note={t("detailsNote")} title={organisation.name}>
        <CommandForm
          fixed={{ organisationId: id, version: organisation.version }}
          name="organisation.change"
          redirectTo={back}
        >
          <div className="grid items-end gap-4 md:grid-cols-2">
            <TextField
              className="md:col-span-2"
              defaultValue={organisation.name}
              label={t("name")}
              maxLength={200}
              name="name"
            />
            <TextField
              defaultValue={organisation.ico ?? ""}
              hint={t("icoHint")}
              inputMode="numeric"
              label={t("ico")}
              maxLength={20}
              name="ico"
              optional
            />
            <MunicipalityField chosen={code && municipality ? { code, name: municipality } : undefined} key={code} />
            <TextField
              defaultValue={organisation.officeName}
              hint={t("officeHint")}
              label={t("office")}
              maxLength={200}
              name="officeName"
              optional
            />
            <TextField
              defaultValue={organisation.officeAddress}
              label={t("address")}
              maxLength={300}
              name="officeAddress"
              optional
            />
            <TextField
              defaultValue={organisation.officePhone}
              label={t("phone")}
              maxLength={40}
              name="officePhone"
              optional
              type="tel"
            />
            <TextField
              defaultValue={organisation.officeEmail}
              label={t("email")}
              maxLength={254}
              name="officeEmail"
              optional
              type="email"
            />
          </div>
          <div>
            <SubmitButton>{t("save")}</SubmitButton>
          </div>
        </CommandForm>
      </Card>
      <Card id="emblem" note={t("emblemNote")} title={t("emblem")}>
        <div className="flex flex-wrap items-start gap-6">
          {organisation.emblem ? (
            // biome-ignore lint/performance/noImgElement: a picture of ours, and there is no image optimiser
            <img
              alt={t("emblemOf", { name: organisation.name })}
              className="size-24 rounded-md border border-line bg-white object-contain p-1"
              src={`/api/emblems/${id}?v=${organisation.emblem}`}
            />
          ) : (
            <p className="text-soft">{t("noEmblem")}</p>
          )}
          <div className="min-w-0 flex-1 basis-60">
            <UploadField
              accept=".png,.jpg,.jpeg"
              action={`/api/emblems?organisationId=${id}`}
              hint={t("emblemHint")}
              label={t("emblemUpload")}
              maxBytes={maxEmblemBytes}
              single
            />
            {organisation.emblem && (
              <CommandForm
                className="mt-3"
                fixed={{ organisationId: id }}
                name="emblem.remove"
                submit={{ variant: "quiet", size: "sm", icon: "cross" }}
                submitLabel={t("emblemRemove")}
              />
            )}
          </div>
        </div>
      </Card>
    </>
  );
}
