# The base may be replaced, by a mirrored or pinned image for instance: --build-arg BASE=...
ARG BASE=python:3.11-slim

FROM ${BASE} AS build
# What installs stays in this stage: the image carries neither pip nor setuptools.
RUN python3 -m venv /tools && python3 -m venv --without-pip /venv
WORKDIR /build
COPY requirements.lock ./
RUN /tools/bin/pip --python /venv/bin/python install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml LICENSE ./
COPY tischwechsel tischwechsel
COPY scheduler scheduler
COPY service service
COPY bot bot
COPY rehearsal rehearsal
COPY doctor doctor
# A layer keeps whole seconds only, and the compiled kernel is tied to the time of its source: cut them off here.
RUN /tools/bin/pip --python /venv/bin/python install --no-cache-dir --no-deps --no-index --no-build-isolation . \
 && /tools/bin/pip --python /venv/bin/python uninstall --yes setuptools \
 && find /venv -path '*/site-packages/scheduler/*.py' \
      -exec sh -c 'for file; do touch --date="@$(stat --format=%Y "$file")" "$file"; done' _ {} +

FROM ${BASE}
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin tischwechsel \
 && install --directory --owner=10001 --group=10001 --mode=0700 /data /var/cache/tischwechsel
COPY --from=build /venv /venv
COPY examples /app/examples
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TISCHWECHSEL_DATA=/data \
    NUMBA_CACHE_DIR=/var/cache/tischwechsel
USER 10001:10001
WORKDIR /app
# The search kernel is compiled now, not while guests wait. On another processor it is compiled again, once.
RUN python -c "import scheduler; scheduler.warm_up()"
# The cache is a volume too: numba wants to write there, and the root may be read-only.
VOLUME ["/data", "/var/cache/tischwechsel"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=4)"]
ENTRYPOINT ["tischwechsel"]
CMD ["serve", "--host", "0.0.0.0"]
