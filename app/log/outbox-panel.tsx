"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { Owner } from "@/app/phone/owner";
import { Alert } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { inputOf, type OutboxEntry } from "@/lib/domain/outbox";
import { type ServedShift, shiftOverlaps } from "@/lib/domain/shift";
import { day } from "@/lib/format";
import { OutboxEntryRow } from "./outbox-entry";
import { OutboxFile } from "./outbox-file";
import type { useOutbox } from "./use-outbox";

type Props = {
  outbox: ReturnType<typeof useOutbox>;
  owner: Owner;
  people: readonly { id: string; name: string }[];
  /** This page without names, where one comes back after signing in. */
  here: string;
};

/** Always in sight above the form: how many shifts wait on this phone, what stands in the way, and what became of them. */
export function OutboxPanel({ outbox, owner, people, here }: Props) {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const { entries, arrived, served, ended, kept, persistent, fault } = outbox.state;
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? "";
  if (entries === undefined) return <p className="min-h-11" />;
  const send = async () => {
    setBusy(true);
    await outbox.send(true).catch(() => outbox.tell({ fault: "noStore" }));
    setBusy(false);
  };
  const stopped = entries.filter(({ state }) => state !== "waiting").length;
  return (
    <section aria-label={t("title")} className="mb-4 grid gap-2" data-outbox={entries.length}>
      {fault && (
        <Alert
          action={
            fault === "outdated" && (
              <Button onClick={() => location.reload()} size="sm" variant="secondary">
                {t("reload")}
              </Button>
            )
          }
          live
          title={t(`fault.${fault}`)}
          tone="bad"
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <StatePill tone={entries.length > 0 ? "warn" : "good"}>{t("waiting", { count: entries.length })}</StatePill>
        {stopped > 0 && <StatePill tone="bad">{t("stopped", { count: stopped })}</StatePill>}
        {entries.length > 0 && (
          <Button aria-busy={busy} onClick={send} size="sm" variant="secondary">
            {t(busy ? "sending" : "send")}
          </Button>
        )}
      </div>
      {entries.length > 0 && ended === "noAnswer" && <Alert live title={t("noAnswer")} tone="info" />}
      {entries.length > 0 && ended === "stranger" && <Alert live title={t("stranger")} tone="warn" />}
      {entries.length > 0 && ended === "later" && <Alert live title={t("later")} tone="info" />}
      {entries.length > 0 && ended === "otherUser" && <Alert live title={t("otherUser")} tone="warn" />}
      {ended === "signedOut" && (
        <Alert
          action={
            <a
              className="inline-flex min-h-11 items-center font-medium"
              href={`/sign-in?next=${encodeURIComponent(here)}`}
            >
              {t("signIn")}
            </a>
          }
          live
          title={t("signedOut")}
          tone="warn"
        />
      )}
      {entries.length > 0 && (
        <details open={stopped > 0}>
          <summary className="flex min-h-11 cursor-pointer items-center">{t("open")}</summary>
          <ul className="divide-y divide-line rounded-md border border-line bg-card">
            {entries.map((entry) => (
              <OutboxEntryRow entry={entry} key={entry.commandId} outbox={outbox} people={people} />
            ))}
          </ul>
          {!persistent && <p className="mt-2 text-sm text-soft">{t("notPersistent")}</p>}
        </details>
      )}
      {arrived.length > 0 && (
        <ul aria-live="polite" className="grid gap-1 text-sm">
          {arrived.slice(0, 5).map(({ entry, reading }) => (
            <li key={entry.commandId}>
              {t(reading.kind === "receipt" && reading.replayed ? "alreadyThere" : "accepted", {
                day: day(entry.happenedOn, locale),
                hours: entry.hours,
              })}
              {shiftOverlaps(shiftOf(entry), served).map(({ other, people: both }) => (
                <span className="block text-warn" data-overlap key={other.id}>
                  {t("overlaps", {
                    day: day(other.on, locale),
                    hours: `${other.startsAt}–${other.endsAt}`,
                    names: both.map(nameOf).join(", "),
                  })}
                </span>
              ))}
            </li>
          ))}
          {arrived.length > 5 && <li className="text-soft">{t("more", { count: arrived.length - 5 })}</li>}
        </ul>
      )}
      {kept !== null && <p className="text-sm text-soft">{t(kept ? "ready" : "notReady")}</p>}
      <OutboxFile entries={entries} outbox={outbox} owner={owner} />
    </section>
  );
}

/** A shift that was sent, beside those that are there. */
function shiftOf(entry: OutboxEntry): ServedShift {
  const { assistantIds } = inputOf(entry);
  const [startsAt = "", endsAt = ""] = entry.hours.split("–");
  const people = Array.isArray(assistantIds) ? assistantIds.map(String) : [];
  return { id: entry.activityId, on: entry.happenedOn, startsAt, endsAt, localityId: "", people };
}
