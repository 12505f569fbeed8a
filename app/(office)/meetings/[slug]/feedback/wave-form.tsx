"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";
import { DateField } from "@/components/ui/typed-field";

type Props = {
  name: "feedback.begin" | "feedback.move";
  fixed: Readonly<Record<string, string>>;
  /** The name of the site: a form of each stands on the page. */
  site: string;
  closesOn?: string;
  min: string;
  max: string;
  today: string;
};

/** Until when people are asked. */
export function WaveForm({ name, fixed, site, closesOn, min, max, today }: Props) {
  const t = useTranslations("feedback");
  const begins = name === "feedback.begin";
  return (
    <CommandForm
      className={begins ? undefined : "mt-4"}
      doneLabel={t(begins ? "beginDone" : "moveDone")}
      fixed={fixed}
      name={name}
      submit={{ variant: begins ? "primary" : "secondary" }}
      submitLabel={`${t(begins ? "begin" : "move")}: ${site}`}
    >
      {begins && <p>{t("beginText")}</p>}
      <div className="max-w-xs">
        <DateField
          defaultValue={closesOn}
          label={t("closesOn")}
          max={max}
          min={min}
          name="closesOn"
          of={site}
          today={today}
        />
      </div>
    </CommandForm>
  );
}
