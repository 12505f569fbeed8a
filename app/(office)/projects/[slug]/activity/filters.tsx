import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { FilterForm } from "@/components/ui/filter-form";
import type { FilterChip } from "@/components/ui/table-tools";
import { Select } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { ActivityPlace } from "@/db/queries/activity-list";
import { activityStates } from "@/lib/domain/activity";
import type { ActivityFilter } from "@/lib/domain/activity-filter";
import { day, month } from "@/lib/format";

/** What the list may be narrowed by; plain fields of the address. */
export async function Filters({
  place,
  filter,
  today,
}: {
  place: ActivityPlace;
  filter: ActivityFilter;
  today: string;
}) {
  const t = await getTranslations("activity");
  const optionsOf = (items: readonly { id: string; name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const any = t("any");
  const choice = { placeholder: any, required: false } as const;
  return (
    <FilterForm action={`/projects/${place.slug}/activity`}>
      {filter.k && <input name="k" type="hidden" value={filter.k} />}
      <DateField defaultValue={filter.from} label={t("from")} name="from" required={false} today={today} />
      <DateField defaultValue={filter.to} label={t("to")} name="to" required={false} today={today} />
      <Select
        {...choice}
        defaultValue={filter.assistant}
        label={t("assistant")}
        name="assistant"
        options={optionsOf(place.assistants)}
      />
      <Select
        {...choice}
        defaultValue={filter.locality}
        label={t("locality")}
        name="locality"
        options={optionsOf(place.localities)}
      />
      <Select
        {...choice}
        defaultValue={filter.kind}
        label={t("kind")}
        name="kind"
        options={place.kinds.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Select
        {...choice}
        defaultValue={filter.ka}
        label={t("keyActivity")}
        name="ka"
        options={place.keyActivities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
      />
      <Select
        {...choice}
        defaultValue={filter.state}
        label={t("state")}
        name="state"
        options={activityStates.map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
      <Select
        {...choice}
        defaultValue={filter.overlap}
        label={t("overlap")}
        name="overlap"
        options={[{ value: "yes", label: t("overlaps") }]}
      />
      <div className="flex items-end">
        <Button icon="filter" type="submit" variant="secondary">
          {t("filter")}
        </Button>
      </div>
    </FilterForm>
  );
}

/** The filters in force, each with the words of its value. */
export async function filterChips(place: ActivityPlace, filter: ActivityFilter): Promise<FilterChip[]> {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  const name = (items: readonly { id: string; name: string }[], id: string | undefined) =>
    items.find((item) => item.id === id)?.name ?? "?";
  const keyActivity = place.keyActivities.find(({ id }) => id === filter.ka);
  const chips: (FilterChip | undefined | "" | null)[] = [
    filter.month && { param: "month", label: month(filter.month, locale) },
    filter.from && { param: "from", label: t("chipFrom", { day: day(filter.from, locale) }) },
    filter.to && { param: "to", label: t("chipTo", { day: day(filter.to, locale) }) },
    filter.assistant && { param: "assistant", label: name(place.assistants, filter.assistant) },
    filter.locality && { param: "locality", label: name(place.localities, filter.locality) },
    filter.kind && {
      param: "kind",
      label: place.kinds.find(({ code }) => code === filter.kind)?.name ?? filter.kind,
    },
    filter.ka && { param: "ka", label: keyActivity?.code ?? "?" },
    filter.state && { param: "state", label: t(`states.${filter.state}`) },
    filter.overlap && { param: "overlap", label: t("overlaps") },
  ];
  return chips.filter((chip) => typeof chip === "object" && chip !== null);
}
