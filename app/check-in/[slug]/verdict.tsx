"use client";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import type { Scan } from "@/lib/domain/badge";
import type { Outcome } from "./use-door";

export type Said = Exclude<Scan, { kind: "person" }> | { kind: Outcome; name: string };

const looks = {
  good: { look: "border-good bg-good-wash", mark: "text-good", icon: "check" },
  info: { look: "border-link bg-wash", mark: "text-link", icon: "info" },
  warn: { look: "border-accent bg-warn-wash", mark: "text-warn", icon: "alert" },
  bad: { look: "border-bad bg-bad-wash", mark: "text-bad", icon: "stop" },
} as const;
const toneOf = (kind: Said["kind"]) =>
  kind === "done" ? "good" : kind === "already" || kind === "undone" ? "info" : kind === "notStored" ? "bad" : "warn";

/** What the last code or press came to, large enough to be read at arm's length. */
export function Verdict({ said }: { said: Said | null }) {
  const t = useTranslations("checkIn");
  const { look, mark, icon } = looks[said ? toneOf(said.kind) : "info"];
  const values = {
    name: said && "name" in said ? said.name : "",
    site: said && "site" in said ? said.site : "",
    days: said && "days" in said ? said.days : "",
  };
  return (
    <div
      aria-live="assertive"
      className={cx("flex min-h-20 items-center gap-3 rounded-md border-l-4 px-4 py-3", look)}
      data-verdict={said?.kind}
      role="status"
    >
      <Icon className={cx("shrink-0", mark)} name={said ? icon : "info"} size={28} />
      <p className="min-w-0 text-xl font-semibold break-words">
        {said ? t(`verdict.${said.kind}`, values) : t("cameraWaits")}
      </p>
    </div>
  );
}
