"use client";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { tell } from "@/components/ui/toast";

/** Takes the list off this phone; what was not sent is named first. */
export function Leave({ unsent, onLeave }: { unsent: number; onLeave: () => Promise<void> }) {
  const t = useTranslations("checkIn");
  return (
    <Dialog title={t("leave")} trigger={{ label: t("leave"), variant: "quiet", icon: "leave" }}>
      {(close) => (
        <div className="grid gap-4">
          <p>{t("leaveNote")}</p>
          {unsent > 0 && <Alert title={t("leaveUnsent", { count: unsent })} tone="bad" />}
          <Button
            onClick={async () => {
              await onLeave();
              close();
              tell(t("left"));
            }}
            variant={unsent > 0 ? "danger" : "primary"}
          >
            {t("leaveConfirm")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
