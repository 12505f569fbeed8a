"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Field, type FieldProps } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { useScripted } from "@/components/ui/scripted";
import { typedDay, typedMinutes, typedMoney, typedRate } from "@/lib/domain/typed";
import * as format from "@/lib/format";

type Reading = {
  /** The machine value that is sent, as text. */
  parse: (text: string) => string | undefined;
  show: (value: string) => string;
  wrong: string | ((text: string) => string);
};

type TypedProps = FieldProps & {
  defaultValue?: string;
  /** Unless told, what is not optional is required; a filter is neither. */
  required?: boolean;
  kind?: "number";
  reading: Reading;
  suffix?: string;
  placeholder?: string;
  onValue?: (value: string | undefined) => void;
  /** A button at the right end, inside the control. */
  button?: ReactNode;
  /** Without scripts the text itself is posted: the server reads amounts in crowns and shares in per cent. */
  bare?: boolean;
};

/** A text that is understood when the field is left; what was not understood stays as typed, with a sentence. */
export function TypedField({
  defaultValue = "",
  required = true,
  kind,
  reading,
  suffix,
  placeholder,
  onValue,
  button,
  bare,
  ...props
}: TypedProps) {
  const [value, setValue] = useState(defaultValue);
  const [text, setText] = useState(defaultValue && reading.show(defaultValue));
  const visible = useRef<HTMLInputElement>(null);
  const understood = text.trim() === "" || reading.parse(text) !== undefined;
  const said = typeof reading.wrong === "string" ? reading.wrong : reading.wrong(text);
  const wrong = understood ? "" : said;
  useEffect(() => visible.current?.setCustomValidity(wrong), [wrong]);
  const change = (next: string) => {
    setText(next);
    const parsed = next.trim() === "" ? "" : reading.parse(next);
    setValue(parsed ?? next);
    onValue?.(parsed);
  };
  return (
    <Field {...props}>
      {(control) => (
        <span className="relative block">
          <input
            {...control}
            autoComplete="off"
            className={`control ${suffix ? "pr-12 text-right" : ""}`}
            data-for={props.name}
            inputMode={kind === "number" ? "decimal" : undefined}
            name={bare ? props.name : undefined}
            onBlur={() => understood && value && setText(reading.show(value))}
            onChange={(event) => change(event.currentTarget.value)}
            placeholder={placeholder}
            ref={visible}
            required={required && !props.optional}
            value={text}
          />
          {suffix && <span className="pointer-events-none absolute top-2.5 right-3 text-soft">{suffix}</span>}
          {button}
          {!bare && <input data-kind={kind} name={props.name} readOnly type="hidden" value={value} />}
        </span>
      )}
    </Field>
  );
}

type Amount = FieldProps & {
  defaultValue?: number;
  placeholder?: string;
  onValue?: (value: number | undefined) => void;
};

/** A typed text that is sent as a whole number. */
function TypedNumber({ defaultValue, onValue, ...props }: Amount & Pick<TypedProps, "reading" | "suffix" | "bare">) {
  return (
    <TypedField
      {...props}
      defaultValue={defaultValue?.toString()}
      kind="number"
      onValue={(value) => onValue?.(value ? Number(value) : undefined)}
    />
  );
}

/** An amount in crowns as people write it; sent as whole haléře. */
export function MoneyField(props: Amount) {
  const t = useTranslations("common");
  const locale = useLocale();
  const scripted = useScripted();
  const reading = {
    parse: (text: string) => typedMoney(text)?.toString(),
    show: (value: string) => format.money(Number(value), locale).replace(/.Kč$/, ""),
    wrong: t("wrongMoney"),
  };
  return <TypedNumber {...props} bare={!scripted} reading={reading} suffix="Kč" />;
}

/** A share in per cent with up to three decimals; sent as whole hundred-thousandths (76,735 % is 76735). */
export function RateField(props: Amount) {
  const t = useTranslations("common");
  const locale = useLocale();
  const scripted = useScripted();
  const reading = {
    parse: (text: string) => typedRate(text)?.toString(),
    show: (value: string) => format.share(Number(value), locale).replace(/\s?%$/, ""),
    wrong: t("wrongRate"),
  };
  return <TypedNumber {...props} bare={!scripted} reading={reading} suffix="%" />;
}

/** Working time: `7,5` or `7:30`; sent as whole minutes, and asked in minutes where no script can convert. */
export function HoursField(props: Amount) {
  const t = useTranslations("common");
  const locale = useLocale();
  const scripted = useScripted();
  const reading = {
    parse: (text: string) => typedMinutes(text)?.toString(),
    show: (value: string) => format.number(Number(value) / 60, locale),
    wrong: t("wrongHours"),
  };
  if (!scripted)
    return (
      <Field {...props}>
        {(control) => (
          <span className="relative block">
            <input
              {...control}
              className="control pr-12 text-right"
              defaultValue={props.defaultValue}
              inputMode="numeric"
              name={props.name}
              required={!props.optional}
            />
            <span className="pointer-events-none absolute top-2.5 right-3 text-soft">min</span>
          </span>
        )}
      </Field>
    );
  return <TypedNumber {...props} reading={reading} suffix="h" />;
}

type DateProps = FieldProps & {
  /** What the field begins with; another one later, by a press elsewhere in the form, is shown then. */
  defaultValue?: string;
  required?: boolean;
  /** Whose day it is, where fields of one label stand several on a page. */
  of?: string;
  min?: string;
  max?: string;
  /** Completes a day typed without a year; the product's own day. */
  today?: string;
  onValue?: (value: string | undefined) => void;
};

/**
 * A day, in the words of the product whatever the browser's own language: one types `10. 3. 2025` and the calendar is one
 * button away. Without scripts it is the native picker. Sent as YYYY-MM-DD.
 */
export function DateField({
  defaultValue = "",
  required = true,
  of,
  min,
  max,
  today = "2025-01-01",
  onValue,
  ...props
}: DateProps) {
  const t = useTranslations("common");
  const locale = useLocale();
  const scripted = useScripted();
  const picker = useRef<HTMLInputElement>(null);
  const [day, setDay] = useState(defaultValue);
  const [given, setGiven] = useState(defaultValue);
  const [picked, setPicked] = useState(0);
  if (given !== defaultValue) {
    setGiven(defaultValue);
    if (day !== defaultValue) {
      setDay(defaultValue);
      setPicked((count) => count + 1);
    }
  }
  const set = (next: string | undefined) => {
    setDay(next ?? "");
    onValue?.(next || undefined);
  };
  if (!scripted)
    return (
      <Field {...props}>
        {(control) => (
          <input
            {...control}
            className="control"
            max={max}
            min={min}
            name={props.name}
            onChange={(event) => set(event.currentTarget.value)}
            required={required && !props.optional}
            type="date"
            value={day}
          />
        )}
      </Field>
    );
  const inside = (value: string | undefined) =>
    value && (!min || value >= min) && (!max || value <= max) ? value : undefined;
  const reading = {
    parse: (text: string) => inside(typedDay(text, today)),
    show: (value: string) => format.day(value, locale),
    wrong: (text: string) => {
      if (min && max) return t("wrongDayRange", { range: format.dayRange(min, max, locale) });
      if (typedDay(text, today) === undefined) return t("wrongDay");
      if (min) return t("tooEarly", { day: format.day(min, locale) });
      return max ? t("tooLate", { day: format.day(max, locale) }) : t("wrongDay");
    },
  };
  return (
    <TypedField
      {...props}
      button={
        <>
          <button
            aria-label={t("pickDay", { label: of ? `${props.label}, ${of}` : props.label })}
            className="absolute top-0 right-0 grid size-11 cursor-pointer place-items-center rounded-sm text-link hover:bg-wash"
            onClick={() => picker.current?.showPicker()}
            type="button"
          >
            <Icon name="calendar" />
          </button>
          <input
            aria-hidden="true"
            className="pointer-events-none absolute right-0 bottom-0 size-px opacity-0"
            max={max}
            min={min}
            onChange={(event) => {
              set(event.currentTarget.value);
              setPicked((count) => count + 1);
            }}
            ref={picker}
            tabIndex={-1}
            type="date"
            value={day}
          />
        </>
      }
      defaultValue={day}
      key={picked}
      onValue={set}
      reading={reading}
      required={required}
    />
  );
}
