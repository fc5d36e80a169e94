# The program in a container; docker-compose.yml runs it beside Neo4j. By itself it runs on the embedded engine:
#   docker build -t safegov . && docker run --rm -p 127.0.0.1:8000:8000 -e SAFEGOV_ALLOW_OPEN_READING=yes safegov

FROM python:3.13-slim AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/safegov
# Before the code: a change of code then leaves the layer of dependencies as it is.
COPY requirements.lock ./
RUN /opt/safegov/bin/pip install --require-hashes --requirement requirements.lock
COPY . .
RUN /opt/safegov/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin safegov \
    && install --directory --owner=safegov --group=safegov --mode=700 /data
COPY --from=build /opt/safegov /opt/safegov
# Every interface of the container; what is published decides who reaches it.
ENV PATH=/opt/safegov/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SAFEGOV_HOST=0.0.0.0 \
    SAFEGOV_PORT=8000 \
    SAFEGOV_DATA_DIR=/data
USER safegov
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["safegov", "up"]
