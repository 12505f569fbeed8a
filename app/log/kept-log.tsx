"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { newShift, offerOf } from "@/app/(office)/projects/[slug]/activity/log-start";
import { outboxChannel } from "@/app/phone/forget";
import { bringLists } from "@/app/phone/log-lists";
import { knownOwner } from "@/app/phone/owner";
import { type KeptLists, openStore } from "@/app/phone/store";
import { Alert } from "@/components/ui/alert";
import { dayOf } from "@/lib/domain/clock";
import { earlier } from "@/lib/domain/day";
import { phoneToday } from "@/lib/domain/outbox";
import { day, shortInstant } from "@/lib/format";
import { LogScreen } from "./log-screen";

type Found = { lists: KeptLists; now: string } | "signedOut" | "gone" | "noLists";

/** The form of a shift from what this phone keeps, brought up to date where there is a network. */
export function KeptLog({ slug }: { slug: string }) {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    const store = openStore(() => undefined);
    const own = () => {
      const owner = knownOwner();
      return owner ? store.logLists.get([owner.userId, slug]) : Promise.resolve(undefined);
    };
    const read = async () => {
      // What is kept is shown at once: a network that answers slowly holds up nobody.
      const kept = await own().catch(() => undefined);
      if (kept) return setFound({ lists: kept, now: dayOf(new Date()) });
      const brought = await bringLists(store, slug);
      const fresh = brought === "there" ? await own() : undefined;
      if (fresh) setFound({ lists: fresh, now: dayOf(new Date()) });
      else setFound(brought === "signedOut" || brought === "gone" ? brought : "noLists");
    };
    void read().catch(() => setFound("noLists"));
    const talk = new BroadcastChannel(outboxChannel);
    talk.onmessage = ({ data }) => data === "signedOut" && setFound("signedOut");
    return () => {
      talk.close();
      store.close();
    };
  }, [slug]);

  if (found === undefined) return <p className="min-h-11" />;
  if (found === "signedOut")
    return (
      <Alert
        action={
          <a className="inline-flex min-h-11 items-center" href={`/sign-in?next=${encodeURIComponent(`/log/${slug}`)}`}>
            {t("signIn")}
          </a>
        }
        title={t("signedOutHere")}
        tone="warn"
      />
    );
  if (found === "gone" || found === "noLists") return <Alert title={t(found)} tone="warn" />;
  const { lists, now } = found;
  const today = phoneToday(lists, now);
  const shown = today ?? lists.today;
  const { place, userId, organisationId } = lists;
  return (
    <>
      {today === null && (
        <Alert
          className="mb-4"
          title={t("clock", { phone: day(now, locale), server: day(lists.savedOn, locale) })}
          tone="warn"
        />
      )}
      <LogScreen
        {...offerOf(place, shown, lists.receivers)}
        draftKey={`hlidka.draft.${userId}.${place.projectId}`}
        initial={newShift(place, earlier(place.endsOn, shown), [])}
        key={userId}
        owner={{ userId, organisationId }}
      />
      <p className="mt-4 text-sm text-soft">{t("listsFrom", { at: shortInstant(lists.savedAt, locale) })}</p>
    </>
  );
}
