"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { StatePill } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { holdsWords } from "@/lib/domain/search";
import type { Attendee } from "./use-door";

type Props = {
  people: readonly Attendee[];
  isHere: (id: string) => boolean;
  onEnter: (person: Attendee, present: boolean) => Promise<void>;
};

/** Everybody of the site by name, for who has no badge with him; a tick is taken back here too. */
export function PeopleList({ people, isHere, onEnter }: Props) {
  const t = useTranslations("checkIn");
  const [asked, setAsked] = useState("");
  const id = useId();
  const fits = people.filter(({ name }) => holdsWords(name, asked));
  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3">
      <h2 id={`${id}-title`}>{t("people")}</h2>
      <div>
        <label className="mb-1 block font-medium" htmlFor={id}>
          {t("search")}
        </label>
        <input
          autoComplete="off"
          className="control"
          id={id}
          onChange={(event) => setAsked(event.currentTarget.value)}
          type="search"
          value={asked}
        />
      </div>
      {fits.length === 0 && <p className="text-soft">{t("nobody")}</p>}
      <ul className="divide-y divide-line">
        {fits.map((person) => {
          const here = isHere(person.id);
          return (
            <li className="flex min-h-14 items-center justify-between gap-3 py-1" key={person.id}>
              <span className="min-w-0 break-words">
                {person.name} {here && <StatePill tone="good">{t("ticked")}</StatePill>}
              </span>
              <Button
                aria-label={`${t(here ? "untick" : "tick")}: ${person.name}`}
                onClick={() => void onEnter(person, !here)}
                variant={here ? "quiet" : "secondary"}
              >
                {t(here ? "untick" : "tick")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
