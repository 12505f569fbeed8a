import { getLocale, getTranslations } from "next-intl/server";
import type { Column } from "@/components/ui/table";
import { shiftMinutes } from "@/lib/domain/shift";
import { day as dayText, number, weekday } from "@/lib/format";
import { clockSpan, type PlanView } from "./plan-view";

type Person = PlanView["plan"]["people"][number];

/** A week by person: each day's shift and place, hours without breaks. */
export async function peopleColumns({ plan }: PlanView): Promise<Column<Person>[]> {
  const [t, locale] = await Promise.all([getTranslations("plan"), getLocale()]);
  const shifts = plan.days.flatMap((day) => day.shifts);
  const minutes = (own: typeof shifts) =>
    own.reduce(
      (sum, { on, startsAt, endsAt, breakMinutes }) => sum + shiftMinutes(on, startsAt, endsAt) - breakMinutes,
      0,
    );
  const figure = (sum: number) => `${number(Math.round(sum / 0.6) / 100, locale)}\u00a0h`;
  return [
    { key: "name", header: t("person"), head: true, cell: ({ name }) => name },
    ...plan.days
      .filter((day) => day.inProject)
      .map(
        (day): Column<Person> => ({
          key: day.on,
          header: `${weekday(day.on, locale, "short")} ${dayText(day.on, locale).replace(/.\d{4}$/, "")}`,
          cell: ({ id }) => {
            const own = day.shifts.filter(({ people }) => people.includes(id));
            if (own.length === 0) return day.away.includes(id) ? t("awayShort") : "";
            return own.map((shift) => (
              <span className="block" key={shift.id}>
                <b>{clockSpan(shift)}</b> {plan.places.get(shift.localityId)}
              </span>
            ));
          },
        }),
      ),
    {
      key: "hours",
      header: t("hours"),
      number: true,
      cell: ({ id }) => figure(minutes(shifts.filter(({ people }) => people.includes(id)))),
      total: figure(shifts.reduce((sum, shift) => sum + minutes([shift]) * shift.people.length, 0)),
    },
  ];
}
