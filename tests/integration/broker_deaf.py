"""A broker that lets the daemon in and delivers it nothing: no alarm can arrive, and whoever asks is told."""

from hands import Site, build_folder, until


def main():
    with Site(build_folder(), people=2) as site:
        assert site.house.stop("turnoutd") == 0
        settings = site.dir / "turnout.toml"
        # The ACL gives turnoutd turnout/v1 and nothing else.
        settings.write_text(settings.read_text().replace("[broker]\n", '[broker]\ntopic_root = "x/y"\n', 1))
        site.start_daemon()
        until(lambda: site.health().get("ready") is False, 60, "deafness is told")
        health = site.health()
        assert health["status"] == 503 and health["state"] == "degraded", health
        assert health["reasons"] == ["broker: delivers nothing: let turnoutd read and write x/y/# in its ACL"], health


if __name__ == "__main__":
    main()
