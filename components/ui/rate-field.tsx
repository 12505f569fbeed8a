"use client";
import { useState } from "react";
import { Field, type FieldProps } from "@/components/ui/field";
import { typedNumber } from "@/lib/domain/typed";

/** A share in per cent with up to three decimals; sent as a whole number of hundred-thousandths (76,735 % is 76735). */
export function RateField({ defaultValue, ...props }: FieldProps & { defaultValue?: number }) {
  const [text, setText] = useState(defaultValue === undefined ? "" : String(defaultValue / 1000).replace(".", ","));
  const percent = typedNumber(text);
  const rate = percent === undefined ? text : String(Math.round(percent * 1000));
  return (
    <Field {...props}>
      {(control) => (
        <span className="relative block">
          <input
            {...control}
            autoComplete="off"
            className="control pr-10 text-right"
            data-for={props.name}
            inputMode="decimal"
            onChange={(event) => setText(event.currentTarget.value)}
            required={!props.optional}
            value={text}
          />
          <span className="pointer-events-none absolute top-2.5 right-3 text-soft">%</span>
          <input data-kind="number" name={props.name} readOnly type="hidden" value={rate} />
        </span>
      )}
    </Field>
  );
}
