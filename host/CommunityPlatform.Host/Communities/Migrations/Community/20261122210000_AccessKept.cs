using CommunityPlatform.Host.Register;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

/// <summary>Lines of the access log are never changed, and go only when they have proved what they had to.</summary>
[DbContext(typeof(CommunityDbContext)), Migration("20261122210000_AccessKept")]
internal sealed partial class AccessKept : Migration
{
    // A day less: the database's clock is not the host's.
    private static readonly int Days = HostPersonalData.Days - 1;

    private static string KeepOnSqlite => $"""
        CREATE TRIGGER host_access_no_update BEFORE UPDATE ON host_access
        BEGIN SELECT RAISE(ABORT, 'host_access is append-only'); END;
        CREATE TRIGGER host_access_no_delete BEFORE DELETE ON host_access WHEN OLD."At" > datetime('now', '-{Days} days')
        BEGIN SELECT RAISE(ABORT, 'host_access is append-only'); END;
        """;

    private static string KeepOnPostgres => $"""
        CREATE FUNCTION host_access_keep() RETURNS trigger LANGUAGE plpgsql AS $keep$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD."At" < now() - interval '{Days} days' THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION 'host_access is append-only';
        END $keep$;
        CREATE TRIGGER host_access_no_change BEFORE UPDATE OR DELETE ON host_access FOR EACH ROW EXECUTE FUNCTION host_access_keep();
        CREATE TRIGGER host_access_no_truncate BEFORE TRUNCATE ON host_access FOR EACH STATEMENT EXECUTE FUNCTION host_access_keep();
        """;

    private bool OnPostgres => ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(OnPostgres ? KeepOnPostgres : KeepOnSqlite);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(OnPostgres
        ? "DROP TRIGGER host_access_no_change ON host_access; DROP TRIGGER host_access_no_truncate ON host_access; DROP FUNCTION host_access_keep();"
        : "DROP TRIGGER host_access_no_update; DROP TRIGGER host_access_no_delete;");
}
