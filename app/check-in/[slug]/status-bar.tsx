"use client";
import { useLocale, useTranslations } from "next-intl";
import type { Sending } from "@/app/phone/outbox";
import type { KeptList, KeptTick } from "@/app/phone/store";
import { Alert } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { shortInstant } from "@/lib/format";

type Props = {
  list: KeptList | null | undefined;
  ticks: readonly KeptTick[];
  sending: Sending | null;
  kept: boolean | null;
  worker: boolean;
  persistent: boolean;
  fault: "noStore" | "outdated" | null;
  here: string;
  onSend: () => void;
};

/** Always in sight: how many names there are and from when, what is unsent, and what stands in the way. */
export function StatusBar({ list, ticks, sending, kept, worker, persistent, fault, here, onSend }: Props) {
  const t = useTranslations("checkIn");
  const locale = useLocale();
  const strange = ticks.filter(({ unknown }) => unknown).length;
  const unsent = ticks.length - strange;
  const others = ticks.filter(({ userId, unknown }) => !unknown && list && userId !== list.userId).length;
  // Nothing is said of what was not read yet.
  if (list === undefined) return <p className="min-h-16" />;
  const at = list ? shortInstant(list.savedAt, locale) : "";
  return (
    <div className="contents">
      <div className="sticky top-0 z-10 -mx-4 grid gap-1 border-b border-line bg-card px-4 py-2">
        <p className="text-sm" data-line>
          {!list
            ? t("noList")
            : list.people.length === 0
              ? t("empty", { at })
              : t("list", { count: list.people.length, at })}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <StatePill tone={unsent > 0 ? "warn" : "good"}>{t("unsent", { count: unsent })}</StatePill>
          {others > 0 && <StatePill tone="warn">{t("unsentOthers", { count: others })}</StatePill>}
          {strange > 0 && <StatePill tone="bad">{t("strange", { count: strange })}</StatePill>}
          {unsent > 0 && (
            <Button onClick={onSend} size="sm" variant="secondary">
              {t("send")}
            </Button>
          )}
        </div>
      </div>
      {fault === "noStore" && <Alert live title={t("noStore")} tone="bad" />}
      {fault === "outdated" && (
        <Alert
          action={
            <Button onClick={() => location.reload()} size="sm" variant="secondary">
              {t("reload")}
            </Button>
          }
          live
          title={t("outdated")}
          tone="bad"
        />
      )}
      {sending?.kind === "offline" && <Alert title={t("offline")} tone="info" />}
      {sending?.kind === "signedOut" && (
        <Alert
          action={
            <a className="font-medium" href={`/sign-in?next=${encodeURIComponent(here)}`}>
              {t("signIn")}
            </a>
          }
          title={t("signedOut")}
          tone="warn"
        />
      )}
      {(sending?.kind === "otherUser" || others > 0) && <Alert title={t("otherUser")} tone="warn" />}
      {sending?.kind === "refused" && <Alert title={sending.sentence ?? t("refused")} tone="bad" />}
      {strange > 0 && <Alert title={t("strangeText")} tone="bad" />}
      {list && kept !== null && (
        <p className="text-sm text-soft">
          {t(!worker ? "noWorker" : kept ? "ready" : "notReady")} {kept && !persistent && t("notPersistent")}
        </p>
      )}
    </div>
  );
}
