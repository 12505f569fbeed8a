"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";
import { Icon, type IconName } from "@/components/ui/icon";

type DialogProps = {
  trigger: { label: string; variant?: ButtonVariant; size?: ButtonSize; icon?: IconName };
  title: string;
  /** Asked before it opens; false keeps it closed. */
  onOpen?: () => boolean;
  /** A function gets `close`, for leaves that end the dialog themselves. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** A native modal dialog with its button: the browser keeps the focus inside and gives it back. */
export function Dialog({ trigger, title, onOpen, children }: DialogProps) {
  const t = useTranslations("common");
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = useCallback(() => box.current?.close(), []);
  return (
    <>
      <Button
        icon={trigger.icon}
        onClick={() => onOpen?.() !== false && box.current?.showModal()}
        size={trigger.size}
        variant={trigger.variant ?? "secondary"}
      >
        {trigger.label}
      </Button>
      <dialog
        aria-labelledby={titleId}
        className="m-auto max-h-[85dvh] w-[min(36rem,calc(100vw-2rem))] rounded-md border border-line bg-card p-0 text-ink shadow-card"
        ref={box}
      >
        <div className="flex items-start justify-between gap-4 px-6 pt-5">
          <h2 id={titleId}>{title}</h2>
          <button
            aria-label={t("close")}
            className="-mt-1 -mr-2 grid size-11 cursor-pointer place-items-center rounded-md text-soft hover:bg-wash"
            onClick={close}
            type="button"
          >
            <Icon name="cross" />
          </button>
        </div>
        <div className="px-6 pt-3 pb-6">{typeof children === "function" ? children(close) : children}</div>
      </dialog>
    </>
  );
}
