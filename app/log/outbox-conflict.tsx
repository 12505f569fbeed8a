"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { changeEntry, dropEntry } from "@/app/phone/log-outbox";
import { Button } from "@/components/ui/button";
import { newCommandId } from "@/components/ui/command";
import { inputOf, type OutboxEntry } from "@/lib/domain/outbox";
import { day, instant } from "@/lib/format";
import type { useOutbox } from "./use-outbox";

type ServerShift = {
  happenedOn: string;
  hours: string;
  people: string[];
  locality: string;
  counts: { code: string; name: string; count: number }[];
  state: "draft" | "submitted" | "returned" | "approved";
  version: string;
  editable: boolean;
  decided: { by: string; at: string } | null;
};

type Props = {
  entry: OutboxEntry;
  people: readonly { id: string; name: string }[];
  outbox: ReturnType<typeof useOutbox>;
};

/** What the phone has beside what the server has. Looking, turning the phone or leaving decides nothing; two presses do. */
export function OutboxConflict({ entry, people, outbox }: Props) {
  const t = useTranslations("outbox.conflict");
  const locale = useLocale();
  const [there, setThere] = useState<ServerShift | "none" | null>(null);
  const compare = async () => {
    try {
      const answer = await fetch(`/log/${entry.slug}/shift?id=${entry.activityId}`, { cache: "no-store" });
      setThere(answer.ok ? await answer.json() : "none");
    } catch {
      setThere("none");
    }
  };
  const decide = async (version: string | null) => {
    const store = outbox.store.current;
    if (!store) return;
    if (version === null) await dropEntry(store, entry.commandId);
    else await changeEntry(store, entry, newCommandId(), { version });
    await outbox.changed();
    if (version !== null) await outbox.send(true);
  };
  const input = inputOf(entry);
  const own = {
    people: listOf(input.assistantIds).flatMap((id) => people.find((one) => one.id === id)?.name ?? []),
    counts: listOf(input.counts).flatMap((one) => (hasCount(one) && one.count > 0 ? [one] : [])),
  };
  const nameOf = (kind: string) =>
    (there && there !== "none" && there.counts.find(({ code }) => code === kind)?.name) || kind;
  return (
    <div className="grid gap-2" data-conflict>
      <p className="text-bad">{t("title")}</p>
      {there === null && (
        <Button onClick={compare} size="sm" variant="secondary">
          {t("compare")}
        </Button>
      )}
      {there === "none" && <p className="text-soft">{t("unknown")}</p>}
      {there && there !== "none" && (
        <>
          <div className="grid grid-cols-2 gap-3 text-sm">
            <div>
              <h3 className="text-base">{t("phone")}</h3>
              <p>{`${day(entry.happenedOn, locale)} ${entry.hours}`}</p>
              <p>{own.people.join(", ")}</p>
              {own.counts.map(({ kind, count }) => (
                <p key={kind}>{`${nameOf(kind)}: ${count}`}</p>
              ))}
            </div>
            <div>
              <h3 className="text-base">{t("server")}</h3>
              <p>{`${day(there.happenedOn, locale)} ${there.hours}`}</p>
              <p>{there.people.join(", ")}</p>
              {there.counts.map(({ code, name, count }) => (
                <p key={code}>{`${name}: ${count}`}</p>
              ))}
              <p className="font-medium">
                {t(`states.${there.state}`)}
                {there.decided && ` · ${there.decided.by}, ${instant(there.decided.at, locale)}`}
              </p>
            </div>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => decide(null)} size="sm" variant="secondary">
              {t("takeServer")}
            </Button>
            {there.editable && (
              <Button onClick={() => decide(there.version)} size="sm" variant="secondary">
                {t("takePhone")}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const hasCount = (value: unknown): value is { kind: string; count: number } =>
  typeof value === "object" && value !== null && "kind" in value && "count" in value && typeof value.count === "number";
