import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "docker buildx ls",
    "docker exec web sh -c date",
    "docker ps",
    "docker ps -a --format '{{.Names}}'",
    "docker images",
    "docker logs web",
    "docker logs -f --tail 100 web",
    "docker stats --no-stream",
    "docker stats --format '{{.Name}} {{.CPUPerc}}'",
    "docker compose --env-file prod.env ps",
    "docker top web",
    "docker version",
    "docker info",
    "docker container ls",
    "docker image ls",
    "docker system df",
    "docker network ls",
    "docker exec web date",
    "docker exec -it web redis-cli PING",
    "docker container exec web date",
    "docker compose ps",
    "docker compose -f stack.yaml logs --tail 50 web",
    "docker-compose ps",
    "docker compose exec web date",
    "podman ps",
    "crictl ps -a",
    "crictl logs abc",
    "crictl images",
    "crictl pods --name web",
  ],
  reveal: [
    "docker inspect web",
    "docker container inspect web",
    "docker image inspect web",
    "docker compose config",
    "docker exec web env",
    "crictl inspect abc",
    "podman inspect web",
  ],
  change: [
    "docker run web",
    "docker stop web",
    "docker restart web",
    "docker rm -f web",
    "docker kill web",
    "docker pull web",
    "docker build .",
    "docker compose up -d",
    "docker compose down",
    "docker compose restart web",
    "docker container prune",
    "docker system prune -af",
    "docker volume rm a",
    "docker network create a",
    "docker image rm web",
    "docker exec web rm a",
    "docker compose exec web rm a",
    "docker cp web:/a b",
    "docker service update web",
    "docker node update --availability drain a",
    "crictl stop abc",
    "crictl rmi abc",
  ],
  manual: [
    "docker exec -it web bash",
    "docker exec web",
    "docker attach web",
    "docker login",
    "docker compose exec web sh",
  ],
  unknown: [
    "docker -H tcp://evil ps",
    "docker --host tcp://evil ps",
    "docker --context other ps",
    "docker --config a ps",
    "docker $VERB",
    "docker container $VERB",
    "docker exec $CONTAINER $COMMAND",
    "docker exec -e A=b web date",
    "docker exec --privileged web date",
    "docker scan a",
    "docker compose unheard-of",
    "docker top web -o $X --unheard-of",
    "DOCKER_HOST=tcp://evil docker ps",
    "crictl -r unix:///a ps",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
