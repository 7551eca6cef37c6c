FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements.lock ./
# every package of the lock, its hash checked; then only those that the program itself needs are installed
RUN python -m venv /opt/xabar \
    && /opt/xabar/bin/pip wheel --quiet --require-hashes --no-deps --requirement requirements.lock --wheel-dir /wheels
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY crawler crawler
COPY pipelines pipelines
COPY xabar xabar
RUN /opt/xabar/bin/pip install --quiet --no-index --find-links /wheels hatchling \
    && /opt/xabar/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheels . \
    && rm -rf /opt/xabar && python -m venv /opt/xabar \
    && /opt/xabar/bin/pip install --quiet --no-index --find-links /wheels --no-compile xabar \
    && /opt/xabar/bin/python -m compileall -q /opt/xabar

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home --home-dir /tmp xabar \
    && install -d -m 700 -o xabar -g xabar /data /keys /keys/writer /keys/reader /keys/manager /keys/kibana
COPY --from=build /opt/xabar /opt/xabar
ENV PATH=/opt/xabar/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 XABAR_DATA=/data
WORKDIR /tmp
USER xabar
VOLUME ["/data"]
ENTRYPOINT ["xabar"]
CMD ["--help"]
