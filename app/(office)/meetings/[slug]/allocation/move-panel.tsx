import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { FilterForm } from "@/components/ui/filter-form";
import { Select, TextField } from "@/components/ui/text-field";
import { waitingPlace } from "@/lib/domain/allocation/run";
import * as format from "@/lib/format";
import type { BoardSite, MovePreview } from "@/server/views/allocation";
import type { RunView } from "./desk-view";
import { figures } from "./variants-card";

type Props = { view: RunView; move: MovePreview };

/** A move by hand: where to, with whom to change places, what it does to every number; only then it counts. */
export function MovePanel({ move, view }: Props) {
  const t = useTranslations("allocation.desk");
  const [kind, key = ""] = move.who.split(":");
  const sites = view.board?.sites ?? [];
  const name =
    (kind === "city"
      ? [...view.people.values()].find(({ cityCode }) => cityCode === key)?.city
      : view.people.get(key)?.name) ?? "…";
  const options = [
    ...sites.map((site) => ({
      value: site.code,
      label: t("toSite", { site: site.name, free: site.capacity - site.taken }),
    })),
    { value: waitingPlace, label: t("toWaiting") },
  ];
  const swaps = kind === "city" ? otherCities(sites, move.who) : othersElsewhere(sites, key);
  return (
    <Card className="border-link" id="move" note={t("moveNote")} title={t("moveTitle", { who: name })}>
      <FilterForm action={view.path}>
        <input name="who" type="hidden" value={move.who} readOnly />
        <Select
          defaultValue={move.to}
          key={`to-${move.to}`}
          label={t("moveTo")}
          name="to"
          options={options}
          placeholder="–"
        />
        <Select
          defaultValue={move.swap}
          key={`swap-${move.swap}`}
          label={t("moveSwap")}
          name="swap"
          optional
          options={swaps}
          placeholder={t("moveNobody")}
        />
        <Button type="submit" variant="secondary">
          {t("moveShow")}
        </Button>
        <LinkButton href={`${view.path}#board`} variant="quiet">
          {t("cancel")}
        </LinkButton>
      </FilterForm>
      {move.effect && <EffectOf effect={move.effect} move={move} sites={sites} view={view} />}
    </Card>
  );
}

/** Cities that somebody's could change places with. */
function otherCities(sites: readonly BoardSite[], who: string) {
  const cities = sites.flatMap((site) => site.cities).filter(({ code }) => who !== `city:${code}`);
  return [...new Map(cities.map(({ code, name, district }) => [`city:${code}`, `${name} (${district})`]))].map(
    ([value, label]) => ({ value, label }),
  );
}

/** People who stand at another site than somebody. */
const othersElsewhere = (sites: readonly BoardSite[], id: string) =>
  sites
    .map((site) => site.cities.flatMap((city) => city.people))
    .filter((people) => !people.some((person) => person.id === id))
    .flatMap((people) =>
      people.map((person) => ({ value: `person:${person.id}`, label: `${person.name} (${person.city})` })),
    );

function EffectOf({
  effect,
  move,
  sites,
  view,
}: {
  effect: NonNullable<MovePreview["effect"]>;
  move: MovePreview;
  sites: readonly BoardSite[];
  view: RunView;
}) {
  const t = useTranslations("allocation.desk");
  const locale = useLocale();
  const siteName = (code: string) => sites.find((site) => site.code === code)?.name ?? code;
  const isBroken = effect.breaches.people.length + effect.breaches.sites.length > 0;
  return (
    <div className="mt-4 grid gap-4">
      <p>{t("movedCount", { count: effect.moved.size })}</p>
      <table className="w-full max-w-xl text-left">
        <caption className="sr-only">{t("effect")}</caption>
        <thead>
          <tr className="border-line border-b text-sm text-soft">
            <th className="py-1 font-medium" scope="col">
              {t("figure")}
            </th>
            <th className="py-1 text-right font-medium" scope="col">
              {t("before")}
            </th>
            <th className="py-1 text-right font-medium" scope="col">
              {t("after")}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((name) => (
            <tr className="border-line border-b" key={name}>
              <th className="py-1 font-normal" scope="row">
                {t(`figures.${name}`)}
              </th>
              <td className="py-1 text-right tabular-nums">{format.number(effect.before[name], locale)}</td>
              <td className="py-1 text-right font-semibold tabular-nums">
                {format.number(effect.after[name], locale)}
                {effect.after[name] !== effect.before[name] &&
                  ` (${format.signedNumber(effect.after[name] - effect.before[name], locale)})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isBroken && (
        <Alert title={t("moveBroken")} tone="bad">
          {effect.breaches.sites.map(({ code, over }) => (
            <p key={code}>{t("moveOver", { site: siteName(code), count: over })}</p>
          ))}
          {effect.barred.length > 0 && <p>{t("moveBarred", { people: effect.barred.join(", ") })}</p>}
        </Alert>
      )}
      {!isBroken && effect.moved.size > 0 && (
        <CommandForm
          doneLabel={t("moveDone")}
          fixed={{ runId: view.shown.id, who: move.who, to: move.to, swap: move.swap }}
          name="allocation.move"
          redirectTo={`${view.path}#board`}
        >
          <TextField label={t("moveReason")} maxLength={500} name="reason" optional />
          <div>
            <SubmitButton icon="check">{t("moveSubmit")}</SubmitButton>
          </div>
        </CommandForm>
      )}
    </div>
  );
}
