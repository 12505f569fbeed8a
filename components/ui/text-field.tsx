"use client";
import { type ComponentProps, useState } from "react";
import { Field, type FieldProps } from "@/components/ui/field";

type Native<Tag extends "input" | "textarea" | "select"> = Omit<
  ComponentProps<Tag>,
  keyof FieldProps | "id" | "children"
>;

/** One line of text. `kind="number"` sends it as a number; the keyboard follows `inputMode` and `type`. */
export function TextField({
  name,
  label,
  hint,
  optional,
  bareLabel,
  className,
  kind,
  ...input
}: FieldProps & Native<"input"> & { kind?: "number" }) {
  return (
    <Field {...{ name, label, hint, optional, bareLabel, className }}>
      {(control) => (
        <input
          inputMode={kind === "number" ? "decimal" : undefined}
          required={!optional}
          {...input}
          {...control}
          className="control"
          data-kind={kind}
          name={name}
        />
      )}
    </Field>
  );
}

/** Several lines; with `maxLength` it counts what is left. */
export function TextArea({
  name,
  label,
  hint,
  optional,
  bareLabel,
  className,
  rows = 4,
  maxLength,
  defaultValue,
  ...area
}: FieldProps & Native<"textarea">) {
  const [length, setLength] = useState(String(defaultValue ?? "").length);
  return (
    <Field {...{ name, label, hint, optional, bareLabel, className }}>
      {(control) => (
        <>
          <textarea
            required={!optional}
            {...area}
            {...control}
            className="control resize-y"
            defaultValue={defaultValue}
            maxLength={maxLength}
            name={name}
            onInput={(event) => setLength(event.currentTarget.value.length)}
            rows={rows}
          />
          {maxLength && (
            <p aria-hidden="true" className="mt-1 text-right text-xs text-soft">
              {length} / {maxLength}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

export type Choice = { value: string; label: string; disabled?: boolean };

/** A native list; `placeholder` is the empty first line. */
export function Select({
  name,
  label,
  hint,
  optional,
  bareLabel,
  className,
  options,
  placeholder,
  kind,
  ...select
}: FieldProps & Native<"select"> & { options: readonly Choice[]; placeholder?: string; kind?: "number" }) {
  return (
    <Field {...{ name, label, hint, optional, bareLabel, className }}>
      {(control) => (
        <select required={!optional} {...select} {...control} className="control" data-kind={kind} name={name}>
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option disabled={option.disabled} key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A file chosen from the disk or the camera; `CommandForm` does not send it, an upload leaf does. */
export function FileField({
  name,
  label,
  hint,
  optional,
  bareLabel,
  className,
  ...input
}: FieldProps & Native<"input">) {
  return (
    <Field {...{ name, label, hint, optional, bareLabel, className }}>
      {(control) => (
        <input
          {...input}
          {...control}
          className="control cursor-pointer file:mr-3 file:cursor-pointer file:rounded-sm file:border-0 file:bg-wash file:px-3 file:py-1 file:font-medium file:text-link"
          name={name}
          type="file"
        />
      )}
    </Field>
  );
}
