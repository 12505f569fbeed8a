import { afterEach, beforeEach, onTestFailed } from "vitest";
import { takeAway } from "./log-phone";
import { eraseDisk, newDisk, openPhone, type Phone } from "./phone";

/** Phones and their disks for the tests of a file: put away after each, with what the account has written meanwhile. */
export function ownPhones(email: string) {
  const phones: Phone[] = [];
  const disks: string[] = [];
  let start = new Date();
  beforeEach(() => {
    start = new Date();
    onTestFailed(async () => {
      for (const { page } of phones) if (!page.isClosed()) console.error(await page.locator("body").innerText());
    });
  });
  afterEach(async () => {
    await takeAway(email, start);
    for (const phone of phones.splice(0)) await phone.close();
    for (const disk of disks.splice(0)) await eraseDisk(disk);
  });
  return {
    async diskOf() {
      const disk = await newDisk();
      disks.push(disk);
      return disk;
    },
    async phoneOf(disk: string, origin?: string) {
      const phone = await openPhone(disk, { origin });
      phones.push(phone);
      return phone;
    },
  };
}
