"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextArea } from "@/components/ui/text-field";
import { practiceReasons } from "@/lib/domain/practice";

type Props = { publishes: boolean; seen: Readonly<Record<string, string>> };

/** The organiser's word on a text: for everybody, or back to its author with a reason. */
export function DecideForms({ publishes, seen }: Props) {
  const t = useTranslations("practice");
  return (
    <div className="grid gap-6">
      {publishes && (
        <CommandForm
          doneLabel={t("publishDone")}
          fixed={seen}
          name="practice.publish"
          submit={{ icon: "check" }}
          submitLabel={t("publish")}
        />
      )}
      <CommandForm
        className={publishes ? "border-line border-t pt-6" : undefined}
        doneLabel={t("returnDone")}
        fixed={seen}
        name="practice.return"
        submit={{ variant: "secondary", icon: "returned" }}
        submitLabel={t("return")}
      >
        <Select
          defaultValue=""
          label={t("reason")}
          name="reason"
          options={practiceReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          placeholder=""
        />
        <TextArea label={t("reasonNote")} maxLength={1000} name="note" rows={3} />
      </CommandForm>
    </div>
  );
}
