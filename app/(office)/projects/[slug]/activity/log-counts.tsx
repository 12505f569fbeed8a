"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Counter, Toggle } from "@/components/ui/choice";
import { Select } from "@/components/ui/text-field";
import { by, inTurn, reverse } from "@/lib/domain/order";
import { mostPlaces } from "@/lib/domain/shift";
import type { LogState } from "./log-draft";
import { Fold } from "./log-fold";
import { type PartProps, Step } from "./log-parts";

export type LogKind = { code: string; name: string; contact: boolean; used: number };
type Locality = { id: string; name: string };
type Counts = LogState["counts"];

/** How many kinds are in sight; the others are one press away. */
const inSight = 6;

/** Where the shift was and what was done there; further places below, each with its own counts. */
export function PlacesPart({
  state,
  change,
  localities,
  kinds,
}: PartProps & { localities: readonly Locality[]; kinds: readonly LogKind[] }) {
  const t = useTranslations("log");
  const taken = new Set([state.localityId, ...state.places.map(({ localityId }) => localityId)]);
  const free = localities.filter(({ id }) => !taken.has(id));
  const setPlace = (index: number, part: Partial<LogState["places"][number]>) =>
    change({ places: state.places.map((place, at) => (at === index ? { ...place, ...part } : place)) });
  return (
    <>
      <Step label={t("where")} name="localityId">
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {localities.map(({ id, name }) => (
            <Toggle
              checked={state.localityId === id}
              className="gap-2 px-3"
              key={id}
              label={name}
              name="localityId"
              onChange={() =>
                change({ localityId: id, places: state.places.filter(({ localityId }) => localityId !== id) })
              }
              type="radio"
              value={id}
            />
          ))}
        </div>
      </Step>
      <Step hint={t("countsHint")} label={t("counts")} name="counts">
        <CountList
          counts={state.counts}
          kinds={kinds}
          onChange={(counts) => change({ counts })}
          path="counts"
          place={undefined}
        />
      </Step>
      {state.places.map((place, index) => {
        const name = localities.find(({ id }) => id === place.localityId)?.name ?? "";
        const path = `places.${index}`;
        return (
          <Step key={place.localityId} label={t("furtherPlace", { name })} name={`${path}.localityId`}>
            <div className="flex flex-wrap items-end gap-2">
              <Select
                bareLabel
                className="min-w-0 flex-1"
                label={t("where")}
                name={`${path}.localityId`}
                onChange={(event) => setPlace(index, { localityId: event.currentTarget.value })}
                options={localities
                  .filter(({ id }) => id === place.localityId || !taken.has(id))
                  .map(({ id, name: label }) => ({ value: id, label }))}
                value={place.localityId}
              />
              <Button
                onClick={() => change({ places: state.places.filter((_, at) => at !== index) })}
                variant="secondary"
              >
                {t("removePlace")}
              </Button>
            </div>
            <CountList
              counts={place.counts}
              kinds={kinds}
              onChange={(counts) => setPlace(index, { counts })}
              path={`${path}.counts`}
              place={name}
            />
          </Step>
        );
      })}
      {state.places.length < mostPlaces && free[0] && (
        <Button
          className="no-print self-start"
          icon="plus"
          onClick={() => change({ places: [...state.places, { localityId: free[0]?.id ?? "", counts: {} }] })}
          variant="secondary"
        >
          {t("addPlace")}
        </Button>
      )}
    </>
  );
}

/** Counters of kinds: those used most of late and those that hold something, then the others folded. */
function CountList({
  kinds,
  counts,
  path,
  place,
  onChange,
}: {
  kinds: readonly LogKind[];
  counts: Counts;
  /** Of the list of counts in the input. */
  path: string;
  /** A further place is named with its counters, which otherwise would be called alike. */
  place: string | undefined;
  onChange: (counts: Counts) => void;
}) {
  const t = useTranslations("log");
  const ordered = [...kinds].sort(
    inTurn(
      reverse(by(({ used }) => used)),
      by(({ code }) => kinds.findIndex((kind) => kind.code === code)),
    ),
  );
  const first = ordered.slice(0, inSight);
  const rest = ordered.slice(inSight);
  const held = rest.filter(({ code }) => (counts[code] ?? 0) > 0).length;
  const row = ({ code, name, contact }: LogKind) => {
    const index = kinds.findIndex((kind) => kind.code === code);
    const label = contact ? `${name} · ${t("contact")}` : name;
    return (
      <li className="px-3 py-1" key={code}>
        <input name={`${path}.${index}.kind`} readOnly type="hidden" value={code} />
        <Counter
          className="flex min-h-12 items-center justify-between gap-3 [&>label]:mb-0 [&>label]:flex-1 [&>label]:font-normal"
          label={place ? `${label}, ${place}` : label}
          name={`${path}.${index}.count`}
          onChange={(count) => onChange({ ...counts, [code]: count })}
          value={counts[code] ?? 0}
        />
      </li>
    );
  };
  const list = "divide-y divide-line md:grid md:grid-cols-2 md:divide-y-0";
  return (
    <div className="overflow-hidden rounded-md border border-line bg-card">
      <ul className={list}>{first.map(row)}</ul>
      {rest.length > 0 && (
        <Fold
          className="rounded-none border-0 border-t"
          fields={[path]}
          summary={held > 0 ? t("countsHeld", { count: held }) : undefined}
          title={t("moreKinds", { count: rest.length })}
        >
          <ul className={`${list} -mx-3 -my-3`}>{rest.map(row)}</ul>
        </Fold>
      )}
    </div>
  );
}
