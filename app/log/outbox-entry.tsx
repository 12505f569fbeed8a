"use client";
import { useLocale, useTranslations } from "next-intl";
import { changeEntry, dropEntry } from "@/app/phone/log-outbox";
import { Button } from "@/components/ui/button";
import { newCommandId } from "@/components/ui/command";
import { inputOf, type OutboxEntry } from "@/lib/domain/outbox";
import { day } from "@/lib/format";
import { OutboxConflict } from "./outbox-conflict";
import type { useOutbox } from "./use-outbox";

type Props = {
  entry: OutboxEntry;
  outbox: ReturnType<typeof useOutbox>;
  people: readonly { id: string; name: string }[];
};

/** One shift that waits: why, and what its owner may do about it. */
export function OutboxEntryRow({ entry, outbox, people }: Props) {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const { problem } = entry;
  const again = problem?.kind === "refused" && problem.code === "personalFound" ? "meant" : "again";
  const decide = async (deed: "drop" | "again" | "another" | "meant") => {
    const store = outbox.store.current;
    if (!store || (deed === "drop" && !confirm(t("dropAsk")))) return;
    const reason = deed === "meant" && prompt(t("reason"));
    if (reason === null) return;
    if (deed === "drop") await dropEntry(store, entry.commandId);
    else
      await changeEntry(store, entry, newCommandId(), {
        ...(deed === "another" && { another: true }),
        ...(reason && { overrule: { reason } }),
      });
    await outbox.changed();
    if (deed !== "drop") await outbox.send(true);
  };
  const { assistantIds } = inputOf(entry);
  const names = Array.isArray(assistantIds)
    ? assistantIds.flatMap((id) => people.find((one) => one.id === id)?.name ?? []).join(" + ")
    : "";
  return (
    <li className="grid gap-1 px-3 py-2" data-entry={entry.state}>
      <p className="font-medium">
        {day(entry.happenedOn, locale)} {entry.hours}
        {names && <span className="block font-normal">{names}</span>}
      </p>
      {entry.state === "waiting" && (
        <p className="text-sm text-soft">
          {t(`state.${problem && problem.kind !== "refused" ? problem.kind : "waiting"}`)}
        </p>
      )}
      {problem?.kind === "refused" && (
        <div className="text-bad">
          <p>{t("refused", { reason: problem.sentence })}</p>
          {Object.entries(problem.fields).map(([field, said]) => (
            <p key={field}>{said}</p>
          ))}
          {problem.inTheWay && <a href={problem.inTheWay.href}>{problem.inTheWay.title}</a>}
          <p className="text-sm text-soft">{t("refusedHint")}</p>
        </div>
      )}
      {entry.state === "conflict" && <OutboxConflict entry={entry} outbox={outbox} people={people} />}
      <div className="flex flex-wrap gap-2">
        {problem?.kind === "refused" && problem.code === "shiftAlike" && (
          <Button onClick={() => decide("another")} size="sm" variant="secondary">
            {t("another")}
          </Button>
        )}
        {entry.state === "refused" && (
          <Button onClick={() => decide(again)} size="sm" variant="secondary">
            {t(again)}
          </Button>
        )}
        <Button onClick={() => decide("drop")} size="sm" variant="quiet">
          {t("drop")}
        </Button>
      </div>
    </li>
  );
}
