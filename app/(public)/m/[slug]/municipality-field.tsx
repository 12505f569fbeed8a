"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { RadioGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { plain } from "@/lib/domain/search";

export type Place = { code: string; name: string; district: string };

/**
 * A municipality by its name. A name that several have is asked by radio buttons with the districts: from the server when
 * the form comes back, and as soon as it is typed where scripts run.
 */
export function MunicipalityField({ typed, places, hint }: { typed: string; places: readonly Place[]; hint?: string }) {
  const t = useTranslations("registration");
  const [found, setFound] = useState<readonly Place[]>([]);
  const [text, setText] = useState(places.length === 1 ? (places[0]?.name ?? typed) : typed);
  const [asked, setAsked] = useState<readonly Place[]>(places.length > 1 ? places : []);
  const list = useId();
  useEffect(() => {
    if (text.trim().length < 2 || asked.length > 0) return;
    let stale = false;
    const wait = setTimeout(async () => {
      const next = await find(text);
      if (!stale) setFound(next);
    }, 200);
    return () => {
      stale = true;
      clearTimeout(wait);
    };
  }, [text, asked.length]);
  const same = found.filter(({ name }) => plain(name) === plain(text));
  const choose = asked.length > 0 ? asked : same.length > 1 ? same : [];
  const written = (
    <Field hint={hint ?? t("municipalityHint")} label={t("municipality")} name="municipality">
      {(control) => (
        <>
          <input
            {...control}
            autoComplete="off"
            className="control"
            list={list}
            maxLength={120}
            name={choose.length > 0 ? undefined : "municipality"}
            onChange={(event) => setText(event.currentTarget.value)}
            required
            value={text}
          />
          <datalist id={list}>
            {[...new Set(found.map(({ name }) => name))].map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
  if (choose.length === 0) return written;
  return (
    <>
      {asked.length === 0 && written}

      <div
        onChange={(event) => {
          if (event.target instanceof HTMLInputElement && event.target.value === "") {
            setAsked([]);
            setText("");
          }
        }}
      >
        <RadioGroup
          defaultValue={typed}
          hint={t("municipalityWhichHint")}
          label={`${choose[0]?.name ?? ""}: ${t("municipalityWhich")}`}
          name="municipality"
          options={[
            ...choose.map(({ code, name, district }) => ({
              value: code,
              label: name,
              hint: t("district", { district }),
            })),
            { value: "", label: t("municipalityOther") },
          ]}
        />
      </div>
    </>
  );
}

async function find(text: string): Promise<Place[]> {
  const response = await fetch(`/api/municipalities?q=${encodeURIComponent(text.trim().slice(0, 60))}`).catch(
    () => null,
  );
  const body: unknown = response?.ok ? await response.json() : null;
  const list: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "municipalities") : null;
  return Array.isArray(list) ? list.filter(isPlace) : [];
}

const isPlace = (item: unknown): item is Place =>
  typeof item === "object" && item !== null && "code" in item && "name" in item && "district" in item;
