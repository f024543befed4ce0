/** Programs that never run by themselves: they change the machine, run other text, or need a person. */

import { type Argument, isLiteral } from "../argument.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, unknown } from "../verdict.ts";
import { frameworkScript } from "./frameworks.ts";

const CHANGING = `
  rm mv cp mkdir rmdir touch chmod chown chgrp ln dd kill pkill killall reboot shutdown halt poweroff
  init umount mkfs truncate shred at nft ufw apt-get apt-key add-apt-repository useradd userdel usermod
  adduser deluser passwd chpasswd groupadd groupdel gpasswd zip rsync scp sftp install patch swapoff
  modprobe insmod rmmod setenforce setfacl setcap chattr chcon restorecon lvextend lvcreate lvremove
  lvresize vgextend vgcreate vgremove pvcreate pvresize pvremove resize2fs xfs_growfs xfs_repair fsck
  e2fsck mkswap sync fstrim growpart partprobe losetup cryptsetup pg_dump pg_dumpall pg_restore pg_ctl
  pg_ctlcluster pg_basebackup pg_rewind pg_resetwal pg_repack pg_archivecleanup createdb dropdb createuser
  dropuser initdb vacuumdb reindexdb mysqldump mysqlimport mysqlcheck mongodump mongorestore mongoexport
  mongoimport etcdutl renice taskset logrotate update-grub update-ca-certificates update-ca-trust
  ansible ansible-playbook puppet chef-client salt certbot a2ensite a2dissite systemd-run
  redis-server redis-benchmark ab hey wrk k6 locust siege vegeta iperf iperf3 fio stress stress-ng sysbench
  pgbench split mktemp mosquitto_pub taskkill gcore keystone-manage nova-manage wall write logger initctl telinit grub2-mkconfig dracut depmod
`
  .trim()
  .split(/\s+/u);

const INTERPRETERS = `
  fish busybox csh tcsh python python2 python3 perl ruby node deno bun php lua ed eval source . exec
  builtin trap alias unalias declare typeset local readonly let enable hash shopt parallel nsenter unshare
  runuser flock script expect osascript pwsh java make tox gradle mvn
`
  .trim()
  .split(/\s+/u);

const BY_HAND = `
  open xdg-open telnet mosh tmux screen vi vim nvim nano emacs less more man htop iftop nload atop k9s pgcli mycli
  strace ltrace gdb btop glances nmtui mc lynx ftp
`
  .trim()
  .split(/\s+/u);

/** Python's own formatter of JSON, in a pipe. */
function formatsJson(args: readonly Argument[], hasInput: boolean): boolean {
  const words = args.map((word) => (isLiteral(word) ? word.value : ""));
  return (
    hasInput &&
    /^-m json\.tool(?: --(?:sort-keys|compact|no-ensure-ascii))*$/u.test(words.join(" "))
  );
}

/** A program's version is not a text that it runs. */
const ASKS_VERSION = /^(?:--version|-version|-V)$/u;

export const neverAlone: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...CHANGING.map((name): [string, Tool] => [
    name,
    () => change(`\`${name}\` changes the machine`),
  ]),
  ...INTERPRETERS.map((name): [string, Tool] => [
    name,
    (args, context) =>
      frameworkScript(args, context) ??
      (/^python3?$/u.test(name) && formatsJson(args, context.hasInput)
        ? observe("`json.tool` only formats")
        : args.length === 1 &&
            ASKS_VERSION.test(args[0]?.value ?? "") &&
            !/^(?:eval|source|\.|exec)$/u.test(name)
          ? observe(`\`${name}\` only prints its version`)
          : unknown(`\`${name}\` runs other text as a program`)),
  ]),
  ...BY_HAND.map((name): [string, Tool] => [
    name,
    () => manual(`\`${name}\` needs a person at a terminal`),
  ]),
]);
