"use client";
import { useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";

type Person = { id: string; name: string; about: string; pill: string | null; here: boolean };
type Props = { siteId: string; blockId: string; people: readonly Person[] };

/**
 * Ticks of a block as they stand; what is sent says who was ticked when they were shown, so that only what was changed here
 * is written. What a phone ticked meanwhile is shown after saving: the boxes begin anew with it.
 */
export function TickForm({ siteId, blockId, people }: Props) {
  const t = useTranslations("attendance");
  const here = people.filter((person) => person.here);
  return (
    <CommandForm
      className="mt-4"
      doneLabel={t("saved")}
      fixed={{ siteId, blockId }}
      name="attendance.tick"
      submitLabel={t("save")}
    >
      <ul className="grid gap-x-6 sm:grid-cols-2" key={here.map(({ id }) => id).join()}>
        {people.map((person) => (
          <li className="border-b border-line" key={person.id}>
            {person.here && <input name="before[]" type="hidden" value={person.id} readOnly />}
            <Checkbox
              defaultChecked={person.here}
              hint={person.about}
              label={
                <>
                  {person.name} {person.pill && <StatePill tone="warn">{person.pill}</StatePill>}
                </>
              }
              name="present[]"
              value={person.id}
            />
          </li>
        ))}
      </ul>
    </CommandForm>
  );
}
