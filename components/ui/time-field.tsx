"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field, type FieldProps } from "@/components/ui/field";
import { useScripted } from "@/components/ui/scripted";
import { TypedField } from "@/components/ui/typed-field";
import { typedTime } from "@/lib/domain/typed";

type TimeProps = FieldProps & {
  /** What the field begins with; another one later, by a press elsewhere in the form, is shown then. */
  defaultValue?: string;
  onTime?: (time: string) => void;
};

/**
 * A time of day in twenty-four hours whatever the browser's own language: `7`, `7:00` and `0730` are understood. Without
 * scripts it is the native field. Sent as HH:MM.
 */
export function TimeField({ defaultValue = "", onTime, ...props }: TimeProps) {
  const t = useTranslations("common");
  const scripted = useScripted();
  const [given, setGiven] = useState(defaultValue);
  const [typed, setTyped] = useState(defaultValue);
  const [changed, setChanged] = useState(0);
  if (given !== defaultValue) {
    setGiven(defaultValue);
    if (typed !== defaultValue) {
      setTyped(defaultValue);
      setChanged((count) => count + 1);
    }
  }
  if (!scripted)
    return (
      <Field {...props}>
        {(control) => (
          <input
            {...control}
            className="control px-2"
            defaultValue={defaultValue}
            name={props.name}
            required={!props.optional}
            type="time"
          />
        )}
      </Field>
    );
  return (
    <TypedField
      {...props}
      defaultValue={defaultValue}
      key={changed}
      onValue={(time) => {
        setTyped(time ?? "");
        if (time) onTime?.(time);
      }}
      placeholder={t("timeLike")}
      reading={{ parse: typedTime, show: (value) => value.replace(/^0/, ""), wrong: t("wrongTime") }}
    />
  );
}
