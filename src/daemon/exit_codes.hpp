// Why the daemon ended, one code for each cause outside it. systemd starts it again after all but `settings`.
#pragma once

namespace turnout::daemon {

enum class ExitCode : int {
  done = 0,       ///< asked to stop
  settings = 2,   ///< a setting, the plans or the command line are wrong: no restart can help
  journal = 3,    ///< the journal cannot be opened, claimed or read
  console = 4,    ///< the console's address cannot be listened on, or its token not be kept
  storage = 5,    ///< the disk refused for longer than can be held in memory
  superseded = 6, ///< another process has claimed the journal
  defect = 70,    ///< an error nobody foresaw
};

} // namespace turnout::daemon
