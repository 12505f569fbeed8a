"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";

export type FieldError = { href?: string; label?: string; text: string };

/** What was refused, in one place; takes the focus when it appears or changes, and leads to the fields. */
export function ErrorSummary({
  title,
  errors,
  children,
}: {
  title?: string;
  errors: readonly FieldError[];
  children?: ReactNode;
}) {
  const t = useTranslations("common");
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list of errors is what moves the focus
  useEffect(() => box.current?.focus(), [errors]);
  return (
    <div className="rounded-md border-l-4 border-bad bg-bad-wash px-4 py-3" ref={box} role="alert" tabIndex={-1}>
      <p className="flex gap-2 font-semibold">
        <Icon className="mt-0.5 text-bad" name="stop" />
        {title ?? t("fixErrors", { count: errors.length })}
      </p>
      {children}
      {errors.length > 0 && (
        <ul className="mt-1 ml-7 list-disc">
          {errors.map((error) => (
            <li key={`${error.href}${error.text}`}>
              {error.href ? (
                <a
                  className="inline-flex items-center text-bad underline thumb:min-h-11"
                  href={error.href}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(error.href?.slice(1) ?? "")?.focus();
                  }}
                >
                  {error.label ? `${error.label}: ` : ""}
                  {error.text}
                </a>
              ) : (
                error.text
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
