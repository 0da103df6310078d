using CommunityPlatform.Dev.Migrations.Contexts;
using CommunityPlatform.Dev.Migrations.Schemas;
using CommunityPlatform.Dev.Migrations.Writing;

namespace CommunityPlatform.Dev.Migrations;

/// <summary>What can be asked on the command line.</summary>
internal static class Commands
{
    private const string Usage = """
        dotnet run --project dev/migrations -- add <host context> <Name>
        dotnet run --project dev/migrations -- add <module project folder> <context> <Name>
            writes the migration that brings the tables from the last migration to the model
        dotnet run --project dev/migrations -- check [modules folder]
            compares what migrations make with what the models say, for the host and every built module; exit code 1 on a difference
        dotnet run --project dev/migrations -- script <host context>
        dotnet run --project dev/migrations -- script <module project folder> <context>
            prints a first migration as if there were none
        """;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["add", var context, var name]:
                    return await NewMigration.Add(HostContexts.Find(context), name);
                case ["add", var project, var context, var name]:
                    return await NewMigration.Add(await ModuleContexts.OfProject(project, context), name);
                case ["check"]:
                    return await Drift.Check(Path.Combine(Repo.Root, "host", "CommunityPlatform.Host", "bin", "Debug", "net10.0", "modules"));
                case ["check", var folder]:
                    return await Drift.Check(folder);
                case ["script", var context]:
                    return NewMigration.Script(HostContexts.Find(context));
                case ["script", var project, var context]:
                    return NewMigration.Script(await ModuleContexts.OfProject(project, context));
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return 2;
            }
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
