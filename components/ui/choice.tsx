"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cx } from "@/components/ui/cx";
import { FieldFrame, type FieldProps } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";
import { Icon, type IconName } from "@/components/ui/icon";
import { typedCount } from "@/lib/domain/typed";

type CheckboxProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Without a value it is sent as true or false; with one, as an item of the list `name[]`. */
  value?: string;
  defaultChecked?: boolean;
  className?: string;
};

export function Checkbox({ name, label, hint, value, defaultChecked, className }: CheckboxProps) {
  const field = useField(value ? `${name}-${value}` : name, hint);
  return (
    <div className={cx("min-w-0", className)} data-field={name}>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2" htmlFor={field.id}>
        <input
          {...field.aria}
          className="mt-0.5 size-5 shrink-0 accent-action"
          data-kind={value ? undefined : "boolean"}
          defaultChecked={defaultChecked}
          id={field.id}
          name={name}
          type="checkbox"
          value={value ?? "true"}
        />
        <span>
          {label}
          {hint && (
            <span className="block text-sm text-soft" id={`${field.id}-hint`}>
              {hint}
            </span>
          )}
          {field.error && (
            <span className="block text-sm font-medium text-bad" id={`${field.id}-error`}>
              {field.error}
            </span>
          )}
        </span>
      </label>
    </div>
  );
}

type Option = { value: string; label: ReactNode; hint?: ReactNode };

/** One of a few, all visible. */
export function RadioGroup({
  options,
  defaultValue,
  ...props
}: FieldProps & { options: readonly Option[]; defaultValue?: string }) {
  const { id, error } = useField(props.name, props.hint);
  return (
    <FieldFrame {...props} error={error} group id={id}>
      {options.map((option) => (
        <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2" key={option.value}>
          <input
            className="mt-0.5 size-5 shrink-0 accent-action"
            defaultChecked={option.value === defaultValue}
            name={props.name}
            type="radio"
            value={option.value}
          />
          <span>
            {option.label}
            {option.hint && <span className="block text-sm text-soft">{option.hint}</span>}
          </span>
        </label>
      ))}
    </FieldFrame>
  );
}

type ToggleProps = {
  name: string;
  label: ReactNode;
  value?: string;
  icon?: IconName;
  type?: "checkbox" | "radio";
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (on: boolean) => void;
  className?: string;
};

/** A thumb-sized switch of one kind; put several in a grid. */
export function Toggle({ name, label, value, icon, type = "checkbox", onChange, className, ...state }: ToggleProps) {
  return (
    <label
      className={cx(
        "flex min-h-14 cursor-pointer items-center gap-3 rounded-md border border-edge bg-card px-4 py-2 has-checked:border-action has-checked:bg-wash has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        className,
      )}
    >
      <input
        {...state}
        className="peer sr-only"
        data-kind={value || type === "radio" ? undefined : "boolean"}
        name={name}
        onChange={onChange && ((event) => onChange(event.currentTarget.checked))}
        type={type}
        value={value ?? "true"}
      />
      {icon && <Icon className="text-soft" name={icon} />}
      <span className="min-w-0 flex-1">{label}</span>
      <span className="grid size-6 shrink-0 place-items-center rounded-full border border-edge text-transparent peer-checked:border-action peer-checked:bg-action peer-checked:text-on-action">
        <Icon name="check" size={16} />
      </span>
    </label>
  );
}

type CounterProps = FieldProps & {
  defaultValue?: number;
  value?: number;
  min?: number;
  max?: number;
  onChange?: (value: number) => void;
};

/** A number for a thumb: 48 px buttons around an editable value, sent as a number. */
export function Counter({ defaultValue = 0, value, min = 0, max = 999, onChange, ...props }: CounterProps) {
  const t = useTranslations("common");
  const { id, error, aria } = useField(props.name, props.hint);
  const [own, setOwn] = useState(defaultValue);
  const now = value ?? own;
  const set = (next: number) => {
    const kept = Math.min(max, Math.max(min, Number.isFinite(next) ? Math.trunc(next) : min));
    setOwn(kept);
    onChange?.(kept);
  };
  const button = "grid size-12 shrink-0 cursor-pointer place-items-center text-link hover:bg-wash";
  return (
    <FieldFrame {...props} error={error} id={id}>
      <div className="inline-flex overflow-hidden rounded-md border border-edge bg-card focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus">
        <button
          aria-label={t("less", { label: props.label })}
          className={button}
          onClick={() => set(now - 1)}
          type="button"
        >
          <Icon name="minus" />
        </button>
        <input
          {...aria}
          className="w-14 border-x border-line bg-transparent text-center text-lg font-semibold outline-none"
          data-kind="number"
          id={id}
          inputMode="numeric"
          name={props.name}
          onChange={(event) => {
            // What is no count, or too high a one, is not made another: the field stays as it was.
            const typed = typedCount(event.currentTarget.value);
            if (typed !== undefined && typed <= max) set(typed);
          }}
          pattern="[0-9]*"
          value={now}
        />
        <button
          aria-label={t("more", { label: props.label })}
          className={button}
          onClick={() => set(now + 1)}
          type="button"
        >
          <Icon name="plus" />
        </button>
      </div>
    </FieldFrame>
  );
}
