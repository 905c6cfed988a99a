/** The commands that package managers have of their own: what follows them is no script of the repository. */

export const yarnBuiltIns = new Set(
  (
    'add audit autoclean bin cache check config constraints create dedupe dlx exec explain generate-lock-entry global ' +
    'help import info init install licenses link list login logout node npm outdated owner pack patch patch-commit ' +
    'plugin policies prune publish rebuild remove search set stage tag team unlink unplug up upgrade ' +
    'upgrade-interactive version versions why'
  ).split(' '),
);
export const pnpmBuiltIns = new Set(
  (
    'add approve-builds audit bin c cache catalog cat-file cat-index config create dedupe deploy dlx doctor env exec ' +
    'fetch find-hash get i import info init install install-test it licenses link list ll ln ls outdated pack patch ' +
    'patch-commit patch-remove prune publish rb rebuild remove rm root self-update server set setup store un uninstall ' +
    'unlink up update upgrade why'
  ).split(' '),
);
export const bunBuiltIns = new Set(
  'a add audit build c create exec i info init install link list outdated patch pm publish repl rm remove test unlink update upgrade x'.split(
    ' ',
  ),
);
export const composerBuiltIns = new Set(
  (
    'about archive audit bump browse cc check-platform-reqs clear-cache clearcache completion config create-project ' +
    'depends diagnose dump-autoload dumpautoload exec fund global help home i info init install licenses list normalize ' +
    'outdated prohibits r recipes reinstall remove req require rm run run-script search self-update selfupdate show ' +
    'status suggests symfony:dump-env dump-env sync-recipes u unused update upgrade validate why why-not bin'
  ).split(' '),
);
