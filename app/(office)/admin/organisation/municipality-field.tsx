"use client";
import { useTranslations } from "next-intl";
import { type Found, SearchBox } from "@/components/ui/search-box";

type Place = { code: string; name: string; district: string };
const isPlace = (item: unknown): item is Place =>
  typeof item === "object" && item !== null && "code" in item && "name" in item && "district" in item;

/** A municipality by its name; names repeat, so the district and the code stand by, and the code is what is sent. */
export function MunicipalityField({
  chosen,
  name = "municipalityCode",
  required,
}: {
  chosen?: { code: string; name: string };
  name?: string;
  required?: boolean;
}) {
  const t = useTranslations("organisation");
  return (
    <SearchBox
      defaultValue={chosen && { value: chosen.code, label: `${chosen.name} (${chosen.code})` }}
      find={find}
      hint={t("municipalityHint")}
      label={t("municipality")}
      name={name}
      optional={!required}
      wrong={t("municipalityWrong")}
    />
  );
}

async function find(text: string): Promise<Found[]> {
  const response = await fetch(`/api/municipalities?q=${encodeURIComponent(text)}`).catch(() => null);
  const body: unknown = response?.ok ? await response.json() : null;
  const list: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "municipalities") : null;
  if (!Array.isArray(list)) return [];
  return list
    .filter(isPlace)
    .map(({ code, name, district }) => ({ value: code, label: `${name} (${code})`, note: district }));
}
