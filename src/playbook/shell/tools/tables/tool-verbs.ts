/**
 * Every verb of these tools, from their own command trees: kubectl commit dee3483a of 22 July 2026, helm commit e9b85e4d of 20 August 2026, docker 29.8.0, git 2.55.
 *
 * Written by scripts/write-verb-tables.ts, never by hand.
 */

export const KUBECTL_VERBS = `alpha annotate api-resources api-versions apply attach auth autoscale certificate cluster-info
  completion config cordon cp create debug delete describe diff drain edit exec explain expose
  kuberc label options patch plugin port-forward proxy replace rollout run scale set taint top
  uncordon version wait`;

export const HELM_VERBS = `completion create del delete dep dependencies dependency docs env fetch get hist history inspect
  install lint list ls package plugin pull push registry repo rollback search show status template
  test un uninstall upgrade verify version`;

export const DOCKER_VERBS = `attach bake build builder checkpoint commit config container context cp create diff events exec
  export history image images import info inspect kill load login logout logs manifest network
  node pause plugin port ps pull push rename restart rm rmi run save search secret service stack
  start stats stop swarm system tag top unpause update version volume wait`;

export const GIT_VERBS = `add am annotate apply archimport archive backfill bisect blame branch bugreport bundle cat-file
  check-attr check-ignore check-mailmap check-ref-format checkout checkout-index cherry
  cherry-pick citool clean clone column commit commit-graph commit-tree config count-objects
  credential credential-cache credential-store cvsexportcommit cvsimport cvsserver daemon describe
  diagnose diff diff-files diff-index diff-pairs diff-tree difftool fast-export fast-import fetch
  fetch-pack filter-branch fmt-merge-msg for-each-ref for-each-repo format-patch format-rev fsck
  gc get-tar-commit-id grep gui hash-object help history hook http-backend http-fetch http-push
  imap-send index-pack init instaweb interpret-trailers last-modified log ls-files ls-remote
  ls-tree mailinfo mailsplit maintenance merge merge-base merge-file merge-index merge-one-file
  merge-tree mergetool mktag mktree multi-pack-index mv name-rev notes p4 pack-objects
  pack-redundant pack-refs patch-id prune prune-packed pull push quiltimport range-diff read-tree
  rebase receive-pack reflog refs remote repack replace replay repo request-pull rerere reset
  restore rev-list rev-parse revert rm send-email send-pack sh-i18n sh-setup shell shortlog show
  show-branch show-index show-ref sparse-checkout stage stash status stripspace submodule svn
  switch symbolic-ref tag unpack-file unpack-objects update-index update-ref update-server-info
  upload-archive upload-pack url-parse var verify-commit verify-pack verify-tag version
  whatchanged worktree write-tree`;
