from django.http import HttpRequest, HttpResponse
from django.urls import path


def board(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The notice board")


urlpatterns = [path("notice-board/", board, name="notice_board")]
