"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { useField } from "@/components/ui/form-context";
import { Icon } from "@/components/ui/icon";

export type FieldProps = {
  name: string;
  label: string;
  hint?: ReactNode;
  /** Fields are taken as needed; an optional one says so beside its label. */
  optional?: boolean;
  /** Keeps the label for screen readers only, where a heading already says it. */
  bareLabel?: boolean;
  className?: string;
};

type Frame = FieldProps & {
  id: string;
  error: string | undefined;
  children: ReactNode;
  /** A group of controls is a fieldset with a legend. */
  group?: boolean;
};

/** Label, hint, control and error in one order everywhere. */
export function FieldFrame({ name, label, hint, optional, bareLabel, className, id, error, group, children }: Frame) {
  const t = useTranslations("common");
  const words = (
    <>
      {label}
      {optional && <span className="font-normal text-soft"> ({t("optional")})</span>}
    </>
  );
  const look = cx("font-medium", bareLabel ? "sr-only" : "mb-1 block");
  const inside = (
    <>
      {hint && (
        <p className="mb-1 text-sm text-soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p className="mt-1 flex gap-1.5 text-sm font-medium text-bad" id={`${id}-error`}>
          <Icon className="mt-0.5" name="stop" size={16} />
          {error}
        </p>
      )}
    </>
  );
  const shared = { className: cx("min-w-0", className), "data-field": name, "data-label": label };
  if (group)
    return (
      <fieldset {...shared} aria-describedby={cx(hint ? `${id}-hint` : "", error && `${id}-error`) || undefined}>
        <legend className={look}>{words}</legend>
        {inside}
      </fieldset>
    );
  return (
    <div {...shared}>
      <label className={look} htmlFor={id}>
        {words}
      </label>
      {inside}
    </div>
  );
}

/** A field around your own control: `children` get id and aria properties to spread on it. */
export function Field({
  children,
  ...props
}: FieldProps & { children: (control: { id: string } & ReturnType<typeof useField>["aria"]) => ReactNode }) {
  const { id, error, aria } = useField(props.name, props.hint);
  return (
    <FieldFrame {...props} error={error} id={id}>
      {children({ id, ...aria })}
    </FieldFrame>
  );
}
