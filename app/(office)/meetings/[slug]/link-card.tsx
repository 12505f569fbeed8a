import { useLocale, useTranslations } from "next-intl";
import { shareText } from "@/app/meeting-words";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Qr } from "@/components/ui/qr";
import { qrModules } from "@/lib/qr";
import type { DeskView } from "./desk-view";

/** The page that is forwarded: its address, its QR code and a text to send along. */
export function LinkCard({ meeting, address }: DeskView) {
  const t = useTranslations("meetings");
  const locale = useLocale();
  const text = shareText(meeting, address, useTranslations("meetingPage"), locale);
  return (
    <Card id="link" note={t(meeting.state === "draft" ? "linkLater" : "linkNote")} title={t("link")}>
      <div className="flex flex-wrap items-start gap-6">
        <Qr label={t("qr")} modules={qrModules(address)} />
        <div className="min-w-0 flex-1 basis-72">
          <p className="break-all">
            <a href={`/m/${meeting.slug}`}>{address}</a>
            <CopyButton label={t("linkLabel")} text={address} />
          </p>
          <h3 className="mt-4">
            {t("share")}
            <CopyButton label={t("share")} text={text} />
          </h3>
          <p className="mt-1 text-sm wrap-anywhere whitespace-pre-line">{text}</p>
        </div>
      </div>
    </Card>
  );
}
