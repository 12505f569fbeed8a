"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isTicked } from "@/app/phone/store";
import { Alert } from "@/components/ui/alert";
import { newCommandId } from "@/components/ui/command";
import { scanned } from "@/lib/domain/badge";
import { Leave } from "./leave";
import { PeopleList } from "./people-list";
import { Scanner } from "./scanner";
import { StatusBar } from "./status-bar";
import { type Attendee, useDoor } from "./use-door";
import { type Said, Verdict } from "./verdict";
import { type Came, WalkInForm } from "./walk-in-form";

type Props = { slug: string; site: string; here: string };

/** The page at the door: codes are read, names are found, and what is shown as entered has been stored on the phone. */
export function Door({ slug, site, here }: Props) {
  const t = useTranslations("checkIn");
  const { state, decide, refresh, leave } = useDoor(slug, site);
  const [chosen, setChosen] = useState("");
  const [said, setSaid] = useState<Said | null>(null);
  const { list, ticks } = state;
  const blocks = list?.blocks ?? [];
  const block = blocks.find(({ id }) => id === chosen) ?? (blocks.length === 1 ? blocks[0] : undefined);
  const isHere = (id: string) => Boolean(list && block && isTicked(list, ticks, block.id, id));
  // Who came without a registration stands in the list from the moment he was entered.
  const known = new Set(list?.people.map(({ id }) => id));
  const added = state.walkIns.filter(({ siteId, attendeeId }) => siteId === list?.siteId && !known.has(attendeeId));
  const people: Attendee[] = [
    ...(list?.people ?? []),
    ...added.map(({ attendeeId, name }) => ({ id: attendeeId, name })),
  ];

  const enter = async (person: Attendee, present: boolean) => {
    if (!block) return;
    const kind = await decide(block.id, person, present);
    setSaid({ kind, name: person.name });
    navigator.vibrate?.(kind === "notStored" ? [200, 100, 200] : 80);
  };
  const read = (text: string) => {
    if (!list) return;
    const found = scanned(text, list);
    if (found.kind === "person") void enter({ id: found.id, name: found.name }, true);
    else {
      setSaid(found);
      navigator.vibrate?.([60, 60, 60]);
    }
  };
  const came = async (person: Came) => {
    if (!block || !list) return false;
    const attendeeId = newCommandId();
    const walkIn = { ...person, attendeeId, userId: list.userId, siteId: list.siteId };
    const kind = await decide(block.id, { id: attendeeId, name: person.name }, true, walkIn);
    setSaid({ kind, name: person.name });
    return kind === "done";
  };

  return (
    <div className="flex flex-col gap-5">
      <StatusBar {...state} here={here} onSend={() => void refresh()} />
      {list && (
        <>
          <label className="grid gap-1">
            <span className="font-medium">{t("block")}</span>
            <select
              className="control"
              name="block"
              onChange={(event) => {
                setChosen(event.currentTarget.value);
                setSaid(null);
              }}
              value={block?.id ?? ""}
            >
              <option value="">{t("blockChoose")}</option>
              {blocks.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          {block ? (
            <>
              <Verdict said={said} />
              <Scanner onText={read} />
              <p className="text-lg font-semibold">
                {t("counted", { count: countOf(list.attended, ticks, block.id, isHere) })}
              </p>
              <PeopleList isHere={isHere} onEnter={enter} people={people} />
              <WalkInForm onCame={came} />
            </>
          ) : (
            <Alert title={t("blockNeeded")} tone="info" />
          )}
          <Leave onLeave={leave} unsent={ticks.length} />
        </>
      )}
    </div>
  );
}

/** How many are at a block: counted by whom, not by ticks. */
function countOf(
  attended: readonly string[],
  ticks: readonly { blockId: string; attendeeId: string }[],
  blockId: string,
  isHere: (id: string) => boolean,
): number {
  const listed = attended
    .filter((pair) => pair.startsWith(`${blockId} `))
    .map((pair) => pair.slice(blockId.length + 1));
  const own = ticks.filter((tick) => tick.blockId === blockId).map(({ attendeeId }) => attendeeId);
  return [...new Set([...listed, ...own])].filter(isHere).length;
}
