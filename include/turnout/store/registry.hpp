// People, responders and bases with their details, in the journal's file but outside its chain, so that
// somebody can be erased. Any thread; a look-up never waits for an import. An import is all or nothing, and
// never holds the file for longer than a few hundred rows, so alarms pass between. Look-ups yield nothing
// when the file cannot be read; everything else says why in an Error.
#pragma once

#include "turnout/engine/ports.hpp"

#include <memory>
#include <utility>

namespace turnout::store {

/// What an import made of the rows that were there.
struct Imported {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t same = 0;
  std::size_t kept = 0; ///< of the same kind and not named: they stay
};

class SqliteRegistry final : public engine::Registry {
public:
  /// Opens or creates the file and brings its tables up to this version.
  [[nodiscard]] static Result<std::unique_ptr<SqliteRegistry>> open(const std::string& path);
  ~SqliteRegistry() override;

  [[nodiscard]] std::optional<PersonDetails> person(const PersonId& id) override;
  [[nodiscard]] std::optional<ResponderDetails> responder(const ResponderId& id) override;

  /// New rows are added, known ids replaced; rows not named stay. The last of two rows with one id counts.
  [[nodiscard]] Result<Imported> import_people(const std::vector<std::pair<Person, PersonDetails>>& rows);
  [[nodiscard]] Result<Imported>
  import_responders(const std::vector<std::pair<Responder, ResponderDetails>>& rows);
  [[nodiscard]] Result<Imported> import_bases(const std::vector<Base>& rows);

  /// Everything the rules need, ordered by id, with `whole` set.
  [[nodiscard]] Result<RegistryChanged> load_all();

  /// Grows with every import and erasure, by whichever process: a change means load_all again.
  [[nodiscard]] Result<std::uint64_t> generation();

  /// Carries the whole write-ahead log into the file and empties it: it holds what was overwritten there. An
  /// Error says that somebody still reads what was; then nothing is lost, and a later try may do it.
  [[nodiscard]] Status carry_over_all();

private:
  class Impl;
  explicit SqliteRegistry(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

} // namespace turnout::store
