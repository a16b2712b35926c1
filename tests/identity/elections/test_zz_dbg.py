import difflib
from tests.identity.elections.test_secrecy import *

def test_dbg(election, clients):
    from articulator.kernel import clock
    with clock.at(VOTING):
        votes(clients, election, "ewa", CANARY)
        for path in addresses(election):
            for v in (None, "cleo"):
                t = clients[v].get(path).getvalue()
                if b"Ewa Nowak" in t: print("EWA", v, path, t[max(0,t.index(b"Ewa Nowak")-200):][:300])
    def after(name, ranking):
        def story():
            with clock.at(VOTING):
                votes(clients, election, name, ranking)
                return read({None: clients[None], "cleo": clients["cleo"], "ada": clients["ada"]}, addresses(election)[:40])
        return undone(story)
    a, b = after("finn", CANARY), after("gita", OTHER)
    for place in differing(a, b)[:3]:
        print(place, a[place][0], b[place][0])
        print("\n".join(difflib.unified_diff(a[place][1].decode().splitlines(), b[place][1].decode().splitlines(), lineterm="", n=0)))
    assert 0
