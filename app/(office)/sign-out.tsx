"use client";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";
import { unsentCount, waitingCount } from "@/app/phone/unsent";

/**
 * Around the form that signs out: what a phone has not sent is named first, and its lists of names go with the session.
 * A form that the browser sends itself waits until they are gone.
 */
export function SignOut({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const ask = (event: FormEvent) => {
    const [count, shifts] = [unsentCount(), waitingCount()];
    if (count === null && shifts === null) return;
    const asked = [
      ...(shifts ? [t("signOutWaiting", { count: shifts })] : []),
      ...(count ? [t("signOutUnsent", { count })] : []),
    ];
    if (asked.some((sentence) => !confirm(sentence))) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const forgotten = import("@/app/phone/forget").then(({ forgetNames }) => forgetNames());
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.sends !== "browser") return;
    event.preventDefault();
    void forgotten.finally(() => form.submit());
  };
  return (
    <div className="contents" onSubmitCapture={ask}>
      {children}
    </div>
  );
}
