import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Icon } from "@/components/ui/icon";
import { UploadField } from "@/components/ui/upload-field";
import type { ActivityDetail } from "@/db/queries/activities";
import { acceptedFiles, maxUploadBytes } from "@/lib/domain/evidence";
import { bytes, instant } from "@/lib/format";

/** Photos and sheets of one record; taken away only while the record may still be changed. */
export async function ActivityFiles({
  activity,
  attaches,
  removes,
}: {
  activity: ActivityDetail;
  attaches: boolean;
  removes: boolean;
}) {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  return (
    <Card id="files" title={t("files")}>
      {activity.fileList.length === 0 && <p className="mb-3 text-soft">{t("noFiles")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {activity.fileList.map((file) => (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2" key={file.id}>
            <div className="min-w-0">
              <a
                className="inline-flex min-h-6 items-center gap-2 wrap-anywhere"
                download
                href={`/api/uploads/${file.id}`}
              >
                <Icon name="file" size={18} />
                {file.fileName}
              </a>
              <p className="text-sm text-soft">
                {bytes(file.bytes, locale)} · {file.by}, {instant(file.uploadedAt, locale)}
              </p>
            </div>
            {removes && (
              <CommandForm fixed={{ evidenceId: file.id }} name="evidence.remove">
                <Button aria-label={t("removeFile", { file: file.fileName })} size="sm" type="submit" variant="quiet">
                  {t("remove")}
                </Button>
              </CommandForm>
            )}
          </li>
        ))}
      </ul>
      {attaches && (
        <div className="mt-3">
          <ClientMessages namespaces={["upload"]}>
            <UploadField
              accept={acceptedFiles}
              action={`/api/uploads?projectId=${activity.projectId}&activityId=${activity.id}`}
              hint={t("filesHint")}
              label={t("addFile")}
              maxBytes={maxUploadBytes}
            />
          </ClientMessages>
        </div>
      )}
    </Card>
  );
}
