# Build: docker build -t weir .    Run: docker run -v weir:/var/lib/weir -v $PWD/weir.yaml:/etc/weir/weir.yaml:ro weir
# Base images by digest, so that a build of today is the one of tomorrow. Each is what the tag stood for when it was taken over from
# https://github.com/docker-library/repo-info (the digest of the index, for all platforms); to take a newer one over, look it up there
# or with `docker buildx imagetools inspect swift:6.3-bookworm`. A test asks for a digest at each FROM.
ARG SWIFT_IMAGE=swift:6.3-bookworm@sha256:7060a792f4cd9eaa0d00826d941cec00ab8d252d33b8b28bc8e105f51f2dba73
ARG DEBIAN_IMAGE=debian:bookworm-slim@sha256:abd67ffcfa541b485a3dff59865ab629aa048a6c613e639d36e7456b0b229241

FROM ${SWIFT_IMAGE} AS build
# The same packages as build_packages in dev; a test compares the two lists.
RUN apt-get update && apt-get install -y --no-install-recommends \
    binutils ca-certificates git libc6-dev libcurl4 libgcc-12-dev libisal-dev libncurses6 libpcre2-dev libpq-dev libsqlite3-dev \
    libstdc++-12-dev libxml2 libzstd-dev pkg-config tzdata zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product weir \
    && install -s .build/release/weir /usr/local/bin/weir

FROM ${DEBIAN_IMAGE}
# What the image had when its digest was taken is brought up to date.
RUN apt-get update && apt-get upgrade -y && apt-get install -y --no-install-recommends \
    ca-certificates curl libisal2 libpcre2-8-0 libpq5 libsqlite3-0 libzstd1 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/weir --create-home weir
COPY --from=build /usr/local/bin/weir /usr/local/bin/weir
USER weir
WORKDIR /var/lib/weir
VOLUME /var/lib/weir
# Asks whether it lives: the probes where the configuration has `probes: {listen: "0.0.0.0:8081"}` as in the README, which need no token
# whatever the console is; else the console at 127.0.0.1:9464, as in the samples.
HEALTHCHECK --interval=30s --timeout=5s CMD \
    curl --fail --silent http://127.0.0.1:8081/livez || curl --fail --silent http://127.0.0.1:9464/livez || exit 1
STOPSIGNAL SIGTERM
ENTRYPOINT ["weir"]
CMD ["ship", "/etc/weir/weir.yaml"]
