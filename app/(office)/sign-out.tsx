"use client";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";
import { unsentCount } from "@/app/phone/unsent";

/** Around the form that signs out: what a phone has not sent is named first, and its lists of names go with the session. */
export function SignOut({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const ask = (event: FormEvent) => {
    const count = unsentCount();
    if (count === null) return;
    if (count > 0 && !confirm(t("signOutUnsent", { count }))) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    void import("@/app/phone/forget").then(({ forgetNames }) => forgetNames());
  };
  return (
    <div className="contents" onSubmitCapture={ask}>
      {children}
    </div>
  );
}
