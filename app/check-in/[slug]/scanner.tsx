"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type Decoder, openDecoder } from "@/app/phone/decoder";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Milliseconds between two looks, and for which a code that stays before the camera counts once. */
const between = 120;
const stays = 2500;

/** The camera: tells the text of each code that comes before it, once as long as it stays there. */
export function Scanner({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("checkIn");
  const [on, setOn] = useState(false);
  const [refused, setRefused] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onText);
  useEffect(() => {
    told.current = onText;
  }, [onText]);

  // The decoder comes with the page, so that it is kept on the phone with it.
  const decoder = useRef<Promise<Decoder> | null>(null);
  useEffect(() => {
    decoder.current = openDecoder();
    decoder.current.catch(() => setRefused(true));
  }, []);

  useEffect(() => {
    const picture = video.current;
    if (!on || !picture) return;
    let ended = false;
    let stream: MediaStream | undefined;
    const seen = new Map<string, number>();
    const open = async () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      picture.srcObject = stream;
      await picture.play();
    };
    const look = async (decode: Decoder) => {
      const texts = picture.readyState >= 2 ? await decode(picture).catch(() => []) : [];
      const now = Date.now();
      for (const text of texts) {
        const fresh = now - (seen.get(text) ?? 0) > stays;
        seen.set(text, now);
        if (fresh) told.current(text);
      }
      if (!ended) setTimeout(() => void look(decode), between);
    };
    const work = async () => {
      try {
        const [decode] = await Promise.all([decoder.current, open()]);
        if (decode && !ended) await look(decode);
      } catch {
        setRefused(true);
        setOn(false);
      }
    };
    void work();
    // A phone that slept gives a black picture until the camera is asked for again.
    const wake = () => {
      const dark = stream?.getVideoTracks().some((track) => track.readyState === "ended" || track.muted) ?? false;
      if (document.visibilityState === "visible" && dark) open().catch(() => setRefused(true));
    };
    document.addEventListener("visibilitychange", wake);
    return () => {
      ended = true;
      document.removeEventListener("visibilitychange", wake);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [on]);

  return (
    <section aria-label={t("camera")} className="grid gap-3">
      <video
        className={on ? "aspect-[4/3] w-full rounded-md border border-line bg-ink object-cover" : "hidden"}
        muted
        playsInline
        ref={video}
      />
      {refused && <Alert title={t("cameraRefused")} tone="warn" />}
      <Button
        className="w-full"
        icon="photo"
        onClick={() => {
          setRefused(false);
          setOn(!on);
        }}
        size="lg"
        variant={on ? "secondary" : "primary"}
      >
        {t(on ? "cameraStop" : "cameraStart")}
      </Button>
    </section>
  );
}
