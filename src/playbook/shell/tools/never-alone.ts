/** Programs that never run by themselves: they change the machine, run other text, or need a person. */

import type { Tool } from "../tool.ts";
import { change, manual, unknown } from "../verdict.ts";

const CHANGING =
  "rm mv cp mkdir rmdir touch chmod chown chgrp ln dd kill pkill killall reboot shutdown halt poweroff init umount mkfs truncate shred crontab at iptables ip6tables nft ufw apt apt-get yum dnf rpm dpkg apk brew pip pip3 npm yarn useradd userdel usermod passwd groupadd tar gunzip gzip unzip zip xz zstd rsync scp sftp install patch swapoff swapon modprobe insmod rmmod tc ethtool parted fdisk lvextend lvcreate lvremove resize2fs xfs_growfs fsck sync fstrim pg_dump pg_restore pg_ctl pg_basebackup createdb dropdb initdb vacuumdb reindexdb mysqldump mongodump etcdutl renice taskset logrotate supervisorctl virtctl hostnamectl timedatectl nmcli loginctl update-grub make".split(
    " ",
  );

const INTERPRETERS =
  "sh ash bash dash ksh zsh fish busybox csh tcsh python python2 python3 perl ruby node deno bun php lua awk gawk mawk sed ed eval source . exec builtin trap alias unalias declare typeset local readonly let enable hash shopt parallel nsenter unshare runuser su flock script expect osascript pwsh mysql mysqladmin mongo mongosh sqlite3 cqlsh clickhouse-client".split(
    " ",
  );

const BY_HAND =
  "ssh telnet mosh tmux screen vi vim nvim nano emacs less more man htop iotop iftop nload atop k9s pgcli visudo tcpdump strace gdb".split(
    " ",
  );

export const neverAlone: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...CHANGING.map((name): [string, Tool] => [
    name,
    () => change(`\`${name}\` changes the machine`),
  ]),
  ...INTERPRETERS.map((name): [string, Tool] => [
    name,
    () => unknown(`\`${name}\` runs other text as a program`),
  ]),
  ...BY_HAND.map((name): [string, Tool] => [
    name,
    () => manual(`\`${name}\` needs a person at a terminal`),
  ]),
]);
