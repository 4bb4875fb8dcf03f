# Build: docker build -t weir .    Run: docker run -v weir:/var/lib/weir -v $PWD/weir.yaml:/etc/weir/weir.yaml:ro weir
FROM swift:6.3-bookworm AS build
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

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    ca-certificates curl libisal2 libpcre2-8-0 libpq5 libsqlite3-0 libzstd1 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/weir --create-home weir
COPY --from=build /usr/local/bin/weir /usr/local/bin/weir
USER weir
WORKDIR /var/lib/weir
VOLUME /var/lib/weir
# Answers where the configuration names console.listen 127.0.0.1:9464, as the samples do.
HEALTHCHECK --interval=30s --timeout=5s CMD curl --fail --silent http://127.0.0.1:9464/healthz || exit 1
STOPSIGNAL SIGTERM
ENTRYPOINT ["weir"]
CMD ["ship", "/etc/weir/weir.yaml"]
